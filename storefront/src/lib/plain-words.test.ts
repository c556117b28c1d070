import { describe, expect, it } from 'vitest';

import { piecesOf } from './words';

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
