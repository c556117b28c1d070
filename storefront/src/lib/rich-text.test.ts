import { expect, test } from 'vitest';

import { parseRichText, plainText, safeHref, type RichNode } from './rich-text';

const write = (nodes: RichNode[]): string =>
  nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      return `[${node.tag}${node.href ? `=${node.href}` : ''} ${write(node.children)}]`;
    })
    .join('');

test.each([
  ['<p>Breathe in over <i>four</i> counts.</p>', '[p Breathe in over [i four] counts.]'],
  ['<ul><li>Neck &amp; back</li><li>2 &lt; 3</li></ul>', '[ul [li Neck & back][li 2 < 3]]'],
  ['one<br>two<hr/>three', 'one[br ]two[hr ]three'],
  ['<P CLASS="x">upper</P>', '[p upper]'],
  ['<div onclick="x()"><p>kept</p></div>', '[p kept]'],
  ['before<script>alert("<p>")</script>after', 'beforeafter'],
  ['a<style>p{}</style>b<!-- <b>no</b> -->c', 'abc'],
  ['<img src=x onerror=alert(1)>text', 'text'],
  ['<svg><a href="/x">in</a></svg>out', 'out'],
  ['<p>open <b>never closed', '[p open [b never closed]]'],
  ['</p>stray', 'stray'],
  ['<b><i>crossed</b> over</i>', '[b [i crossed]] over'],
  ['1 < 2 and <', '1 < 2 and <'],
  ['<a href="https://a.example/?x=1&amp;y=2" rel="noopener" onclick="x">go</a>', '[a=https://a.example/?x=1&y=2 go]'],
  ['<a href="java&#115;cript:alert(1)">go</a>', '[a go]'],
  ["<a data-x='href=\"/no\"' href='/yes'>go</a>", '[a=/yes go]'],
  ['&#x1F3B5;&#0;&nbsp;&unknown;', '🎵\ufffd\u00a0&unknown;'],
])('%s', (html, tree) => {
  expect(write(parseRichText(html))).toBe(tree);
});

test('nesting without end is held', () => {
  const depth = (nodes: RichNode[]): number =>
    Math.max(0, ...nodes.map((node) => (typeof node === 'string' ? 0 : 1 + depth(node.children))));
  expect(depth(parseRichText('<b>'.repeat(5_000)))).toBeLessThan(110);
});

test.each(['javascript:alert(1)', ' JaVaScRiPt:x', 'data:text/html,x', '//evil.example', 'java\tscript:x', 'https://a@b.example', 'relative', 'vbscript:x', '\\\\evil', 'https:', ''])(
  'no link leads to %j',
  (address) => {
    expect(safeHref(address)).toBeUndefined();
  },
);

test.each(['https://a.example/b', 'mailto:a@b.example', 'tel:+4312345', '/lessons/1', '#part'])('a link may lead to %s', (address) => {
  expect(safeHref(address)).toBe(address);
});

test('the text alone', () => {
  expect(plainText('<p>One&nbsp;two</p><ul><li>three</li><li><b>fo</b>ur</li></ul>')).toBe('One two three four');
});
