import { readFileSync } from 'node:fs';

import { render, within } from '@testing-library/react';
import { compile } from 'tailwindcss';
import { expect, test } from 'vitest';

import { Picture } from './picture';

const picture = { url: '/api/v1/media/x', alt_text: 'A stage', width: 1600, height: 900 };
const placeholder = 'data:image/webp;base64,UklGRg==';

test('its measures stand in the page, so that nothing jumps when it comes', () => {
  const { container } = render(<Picture picture={picture} sizes="9rem" />);
  const image = within(container).getByRole('img', { name: 'A stage' });
  expect([image.getAttribute('width'), image.getAttribute('height')]).toEqual(['1600', '900']);
  expect(image.getAttribute('srcset')).toContain('/api/v1/media/x?width=640 640w');
});

test.each([true, false])('a few pixels of it lie under it, for eyes alone (first on the page: %s)', (priority) => {
  const { container } = render(<Picture picture={{ ...picture, placeholder }} sizes="9rem" priority={priority} />);
  const [under, over] = container.querySelectorAll('img');
  expect(under?.getAttribute('src')).toBe(placeholder);
  expect(under?.getAttribute('aria-hidden')).toBe('true');
  expect(within(container).getAllByRole('img')).toEqual([over]);
});

test.each([null, undefined])('without a placeholder there is the picture alone (%s)', (none) => {
  const { container } = render(<Picture picture={{ ...picture, placeholder: none }} sizes="9rem" />);
  expect(container.querySelectorAll('img')).toHaveLength(1);
});

test('where it is cropped its focal point stays in sight, without a style that the content policy would refuse', () => {
  const { container } = render(
    <Picture picture={{ ...picture, placeholder, focal_point: { x: 0.26, y: 1 } }} sizes="9rem" className="object-cover" />,
  );
  expect(container.firstElementChild?.className).toBe('picture focal-x-25 focal-y-100 object-cover');
  expect(container.querySelector('[style]')).toBeNull();
});

test('there is a rule for each place that a focal point may have', async () => {
  const { build } = await compile(`@tailwind utilities; ${readFileSync('src/styles/picture.css', 'utf8')}`);
  const css = build([]);
  for (const axis of ['x', 'y']) {
    for (let percent = 0; percent <= 100; percent += 5) {
      expect(css).toMatch(new RegExp(`\\.focal-${axis}-${percent} \\{\\s*--focal-${axis}: calc\\(${percent} \\* 1%\\);`));
    }
  }
});
