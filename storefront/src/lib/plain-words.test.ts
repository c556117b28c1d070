import { describe, expect, it } from 'vitest';

import { piecesOf } from './plain-words';

describe('plain words', () => {
  it('lead to addresses of the web alone, without what ends the sentence', () => {
    expect(piecesOf('See https://example.org/a?b=1. Or javascript:alert(1), data:text/html,x.')).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
      { kind: 'text', text: '. Or javascript:alert(1), data:text/html,x.' },
    ]);
  });

  it('leave addresses that are none as they are', () => {
    expect(piecesOf('http://[ and https://')).toEqual([{ kind: 'text', text: 'http://[ and https://' }]);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt://example.org/%0aalert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    '//example.org/x',
    'mailto:ana@example.org',
    'xhttps//example.org',
    'https:/example.org',
  ])('make no link of %s', (text) => {
    expect(piecesOf(text).map(({ kind }) => kind)).not.toContain('link');
  });

  it.each([
    // Who reads the beginning takes it for another house.
    'https://perfomix.example@evil.example/',
    'https://perfomix.example:secret@evil.example/',
    // Letters of other scripts that look like ours, as they are written and as they are sent.
    'https://pеrfomix.example/',
    'https://xn--prfomix-m1g.example/',
    'https://perfomix。example/',
    // A number is no name.
    'https://2130706433/',
    'https://perfomix.example\u202Egpj.exe',
    'https://perfomix.example\\@evil.example/',
  ])('make no link of what leads elsewhere than it seems: %s', (text) => {
    expect(piecesOf(text).filter(({ kind }) => kind === 'link')).toEqual([]);
  });

  it.each(['https://example.org/ö?q=ñ#é', 'http://EXAMPLE.org:8000/a_(b)', 'https://example.org'])('lead to %s', (text) => {
    expect(piecesOf(text).filter(({ kind }) => kind === 'link')).toHaveLength(1);
  });

  it('keep everything that was written', () => {
    const text = 'a\nhttps://example.org/ö, @Ana @Ana Duarte <b>https://x.example"</b>';
    expect(
      piecesOf(text, ['Ana', 'Ana Duarte'])
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  it('tell mentions from other signs, the longer name before the shorter', () => {
    expect(piecesOf('@Ana Duarte, @Ana and @Ines', ['Ana', 'Ana Duarte']).filter(({ kind }) => kind === 'mention')).toEqual([
      { kind: 'mention', text: '@Ana Duarte' },
      { kind: 'mention', text: '@Ana' },
    ]);
  });
});
