import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { hertzOf, notesBetween, stepAt } from './score';
import { ScoreSound } from './score-sound';

const notes = [
  { at: 1, seconds: 1, pitch: 64 },
  { at: 0, seconds: 1, pitch: 60 },
  { at: 0.5, seconds: 0.5, pitch: 62 },
];

test('pitches are those of equal temperament', () => {
  expect([hertzOf(69), hertzOf(57), Number(hertzOf(60).toFixed(2))]).toEqual([440, 220, 261.63]);
});

test('each moment has the step that began last', () => {
  const steps = [0, 1, 2.5].map((at) => ({ at, elements: () => [] }));
  expect([-1, 0, 0.99, 1, 99].map((time) => stepAt(steps, time)?.at)).toEqual([undefined, 0, 0, 1, 2.5]);
});

test('a note belongs to one stretch alone', () => {
  expect(notesBetween(notes, 0, 1).map((note) => note.pitch)).toEqual([60, 62]);
  expect(notesBetween(notes, 1, 2).map((note) => note.pitch)).toEqual([64]);
});

const started: number[] = [];
const parameter = () => ({ value: 0, setValueAtTime: () => {}, linearRampToValueAtTime: () => {}, setTargetAtTime: () => {} });

class FakeSound {
  currentTime = 10;
  destination = {};
  createPeriodicWave = () => ({});
  createGain = () => ({ gain: parameter(), connect: (next: unknown) => next, disconnect: () => {} });
  createOscillator = () => ({
    frequency: parameter(),
    setPeriodicWave: () => {},
    connect: (next: unknown) => next,
    start: (at: number) => started.push(Number(at.toFixed(2))),
    stop: () => {},
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  started.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

test('at half the tempo everything comes twice as late, once each', () => {
  const sound = new FakeSound();
  const playing = new ScoreSound(sound as never, notes, 0, 0.5);
  for (let step = 0; step < 60; step += 1) {
    sound.currentTime += 0.05;
    vi.advanceTimersByTime(50);
  }
  expect(started).toEqual([10.08, 11.08, 12.08]);
  expect(playing.time).toBeCloseTo((3 - 0.08) / 2);
  playing.stop();
});

test('what lies before the place of beginning is not heard', () => {
  new ScoreSound(new FakeSound() as never, notes, 0.5, 1).stop();
  expect(started).toEqual([10.08]);
});
