import { expect, test } from 'vitest';

import { chooseAngle, levelWithin, MAIN_ALONE, momentOf, nextAngle, speedToCatchUp, toggleBeside } from './angles';

test('angles follow one another, round and round', () => {
  const seen = [1, 2, 3].reduce((views) => [...views, nextAngle(views.at(-1) ?? MAIN_ALONE, 3)], [MAIN_ALONE]);
  expect(seen.map(({ alone }) => alone)).toEqual([0, 1, 2, 0]);
});

test('beside the main angle are the others, and alone again is what was alone', () => {
  const beside = toggleBeside(MAIN_ALONE);
  expect(beside).toEqual({ alone: 0, beside: 1 });
  expect(nextAngle(beside, 3)).toEqual({ alone: 0, beside: 2 });
  expect(nextAngle(nextAngle(beside, 3), 3)).toEqual(beside);
  expect(toggleBeside(chooseAngle(beside, 2))).toEqual(MAIN_ALONE);
  const back = chooseAngle(MAIN_ALONE, 2);
  expect(toggleBeside(back)).toEqual({ alone: 2, beside: 2 });
  expect(toggleBeside(toggleBeside(back))).toEqual(back);
});

test.each([
  [10, 1.5, 20, 8.5],
  [10, -1.5, 20, 11.5],
  [1.2, 1.5, 20, 0],
  [0.9, 1.5, 20, null],
  [20.4, 0, 20, 20],
  [20.6, 0, 20, null],
])('at %d of the clock, begun %d later and %d long', (clock, offset, duration, moment) => {
  expect(momentOf(clock, offset, duration)).toBe(moment);
});

test.each([
  [0, 1, 1],
  [0.012, 1, 1],
  [0.08, 1, 1.15],
  [-0.08, 0.5, 0.425],
  [0.3, 2, 2.5],
  [-9, 0.25, 0.1875],
])('%d s behind at %d times', (behind, speed, faster) => {
  expect(speedToCatchUp(behind, speed)).toBeCloseTo(faster, 6);
});

test('catching up ends, at any speed', () => {
  for (const speed of [0.25, 0.5, 1, 2]) {
    let behind = 0.29;
    const looks = 40;
    for (let look = 0; look < looks; look++) behind -= (speedToCatchUp(behind, speed) - speed) * 0.25;
    expect(Math.abs(behind)).toBeLessThan(0.03);
  }
});

test('sizes within so many lines', () => {
  const sizes = [240, 720, 480].map((lines, level) => ({ lines, level }));
  expect([0, 240, 500, 1080].map((lines) => levelWithin(sizes, lines))).toEqual([0, 0, 2, 1]);
  expect(levelWithin([], 480)).toBeNull();
});
