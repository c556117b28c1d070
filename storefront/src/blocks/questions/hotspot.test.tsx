import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';

import { answer, ask, inForm } from './asking';

const PICTURE = {
  image: { id: 'i', url: '/api/v1/media/i', title: 'Staff', content_type: 'image/png', width: 400, height: 200, focal_point: null, placeholder: null },
  alt_text: 'A staff with two clefs',
  caption_html: '',
};

function askFor(wanted: number) {
  const user = ask('hotspot', { options: [], picture: PICTURE, wanted });
  const surface = screen.getByRole('application', { name: 'Picture to mark' });
  surface.getBoundingClientRect = () => ({ left: 100, top: 50, width: 400, height: 200 }) as DOMRect;
  return { user, surface };
}
const said = () => screen.getByRole('status').textContent;

test('the picture says what it shows, and how many places are wanted', () => {
  const { surface } = askFor(2);
  expect(screen.getByRole('img', { name: 'A staff with two clefs' })).toBeTruthy();
  expect(screen.getByText('Mark 2 places on the picture.')).toBeTruthy();
  const hint = document.getElementById(surface.getAttribute('aria-describedby') ?? '');
  expect(hint?.textContent).toContain('arrow keys');
});

test('a place is marked by mouse, and moved where one is wanted', async () => {
  const { user, surface } = askFor(1);
  await user.pointer({ keys: '[MouseLeft]', target: surface, coords: { clientX: 150, clientY: 150 } });
  expect(answer()).toEqual({ marks: [{ x: 12.5, y: 50 }] });
  expect(said()).toBe('Mark 1 of 1 set: 13 % from the left, 50 % from the top');
  await user.pointer({ keys: '[MouseLeft]', target: surface, coords: { clientX: 500, clientY: 250 } });
  expect(answer()).toEqual({ marks: [{ x: 100, y: 100 }] });
  expect(inForm()).toEqual({ marks: [{ x: 100, y: 100 }] });
});

test('places are marked by touch, no more of them than are wanted, and taken back', async () => {
  const { user, surface } = askFor(2);
  for (const [clientX, clientY] of [[140, 70], [300, 150], [400, 200]] as const) {
    await user.pointer({ keys: '[TouchA]', target: surface, coords: { clientX, clientY } });
  }
  expect(answer()).toEqual({ marks: [{ x: 10, y: 10 }, { x: 50, y: 50 }] });
  expect(said()).toBe('All 2 marks are set. Take one back first.');
  await user.pointer({ keys: '[TouchA]', target: screen.getByRole('button', { name: 'Take mark 1 back' }) });
  expect(answer()).toEqual({ marks: [{ x: 50, y: 50 }] });
  expect(document.activeElement).toBe(surface);
});

test('by keyboard the crosshair is moved, told, and marks; the last mark is taken back', async () => {
  const { user } = askFor(2);
  await user.tab();
  await user.keyboard('{ArrowRight}{ArrowDown}');
  expect(said()).toBe('51 % from the left, 51 % from the top');
  await user.keyboard('{Shift>}{ArrowLeft}{ArrowUp}{/Shift}');
  expect(said()).toBe('41 % from the left, 41 % from the top');
  await user.keyboard('{Enter}');
  expect(answer()).toEqual({ marks: [{ x: 41, y: 41 }] });
  await user.keyboard('{Shift>}{ArrowLeft>9/}{/Shift} ');
  expect(answer()).toEqual({ marks: [{ x: 41, y: 41 }, { x: 0, y: 41 }] });
  await user.keyboard('{Backspace}');
  expect(answer()).toEqual({ marks: [{ x: 41, y: 41 }] });
  expect(said()).toBe('Mark 2 taken back');
  expect(inForm()).toEqual({ marks: [{ x: 41, y: 41 }] });
});

test('a picture that is gone is said to be', () => {
  ask('hotspot', { options: [], picture: { ...PICTURE, image: null }, wanted: 1 });
  expect(screen.getByText('The picture is no longer available.')).toBeTruthy();
});
