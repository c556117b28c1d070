import { expect, test, vi } from 'vitest';

import { drawAbc } from './draw-abc';

const { render } = vi.hoisted(() => ({ render: vi.fn() }));
vi.mock('abcjs', () => ({ default: { renderAbc: render } }));

const SVG = 'http://www.w3.org/2000/svg';

test('styles are set as the content policy takes them, and the page is as before', () => {
  render.mockImplementation((paper: HTMLElement) => {
    paper.setAttribute('style', 'overflow: hidden');
    paper.setAttribute('title', 'kept');
    for (const name of ['style', 'g']) paper.insertBefore(document.createElementNS(SVG, name), null);
    return [];
  });
  const paper = document.createElement('div');
  // The stand-in for a browser sets the property through the attribute, which browsers do not.
  Object.defineProperty(paper, 'style', { value: { cssText: '' } });
  expect(() => drawAbc(paper, 'X:1')).toThrow('no tune');
  expect([paper.style.cssText, paper.title]).toEqual(['overflow: hidden', 'kept']);
  expect(paper.hasAttribute('style')).toBe(false);
  expect([...paper.children].map((element) => element.localName)).toEqual(['g']);

  const after = document.createElement('div');
  after.insertBefore(document.createElementNS(SVG, 'style'), null);
  after.setAttribute('style', 'color: red');
  expect(after.outerHTML).toBe('<div style="color: red"><style></style></div>');
});
