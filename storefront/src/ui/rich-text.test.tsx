import { render } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { RichText } from './rich-text';

vi.mock('@/i18n/navigation', () => ({ Link: (props: Record<string, unknown>) => <a data-router {...props} /> }));

const html = (source: string, linkTo?: (href: string) => string) =>
  render(<RichText html={source} linkTo={linkTo} className="" />).container.querySelector('div')?.innerHTML;

test('elements keep their order and nothing else', () => {
  expect(html('<p onclick="x()">A <b style="x">b</b><br>c</p><script>x()</script>')).toBe('<p>A <b>b</b><br>c</p>');
});

test('pages are reached through the router, files and other places are not', () => {
  expect(html('<a href="/help">h</a>')).toBe('<a data-router="true" href="/help">h</a>');
  expect(html('<a href="/api/v1/media/1">f</a>')).toBe('<a href="/api/v1/media/1">f</a>');
  expect(html('<a href="https://a.example/">e</a>')).toBe('<a href="https://a.example/" rel="noopener noreferrer">e</a>');
});

test('links may lead elsewhere here', () => {
  expect(html('<a href="/lessons/1">l</a>', (href) => `/courses/c${href}`)).toContain('href="/courses/c/lessons/1"');
});

test('a link that leads nowhere safe keeps its words', () => {
  expect(html('<a href="javascript:x">words</a>')).toBe('words');
});
