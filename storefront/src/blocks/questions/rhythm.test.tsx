import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { QuizRhythm } from '@/lib/api/schema';

import { answer, ask, give, inForm } from './asking';

vi.mock('@/features/score/score', () => ({ Score: ({ source }: { source: string }) => <pre>{source}</pre> }));

const RHYTHM: QuizRhythm = { tempo: 120, beats: 4, unit: '4', count_in: 1, clicks_on: true, length_ms: 2000, abc: 'X:1', may_type: true };
/** The first click sounds 60 milliseconds after the start; four beats of half a second are counted in. */
const DOWNBEAT = 60 + 2000;

const clicks: number[] = [];
const parameter = () => ({ value: 0, setValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} });
class FakeSound {
  state = 'running';
  destination = {};
  get currentTime() {
    return performance.now() / 1000;
  }
  createGain = () => ({ gain: parameter(), connect: (next: unknown) => next, disconnect: () => {} });
  createOscillator = () => ({
    frequency: parameter(),
    connect: (next: unknown) => next,
    start: (at: number) => clicks.push(Math.round(at * 1000)),
    stop: () => {},
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('AudioContext', FakeSound);
  clicks.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const askFor = (rhythm: Partial<QuizRhythm> = {}, parts = {}) => ask('rhythm', { options: [], rhythm: { ...RHYTHM, ...rhythm }, ...parts });
const pad = () => screen.getByRole('button', { name: 'Tap here' });
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));
let started = 0;
function start() {
  started = performance.now();
  clicks.length = 0;
  fireEvent.click(screen.getByRole('button', { name: /^(Start|Tap it again)$/ }));
}
/** An event at so many milliseconds from the first beat of the rhythm. */
function at(ms: number, send: (event: { timeStamp: number }) => void) {
  const time = started + DOWNBEAT + ms;
  pass(Math.max(0, time - performance.now()));
  send({ timeStamp: time });
}
const stamped = (event: Event, { timeStamp }: { timeStamp: number }) => Object.defineProperty(event, 'timeStamp', { value: timeStamp });
const down = (pointerType: string) => (when: { timeStamp: number }) => fireEvent(pad(), stamped(new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType }), when));
const key = (name: string, repeat = false) => (when: { timeStamp: number }) =>
  fireEvent(pad(), stamped(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, key: name, repeat }), when));

test.each(['mouse', 'touch'])('it is counted in, tapped by %s, and kept when its bars are over', (pointer) => {
  askFor();
  start();
  expect(screen.getByText('Count-in: 1')).toBeTruthy();
  expect(document.activeElement).toBe(pad());
  for (const tap of [4, 507, 741]) at(tap, down(pointer));
  expect(screen.getByText('3 taps')).toBeTruthy();
  expect(give).not.toHaveBeenCalled();
  pass(3000);
  expect(answer()).toEqual({ rhythm: { taps: [4, 507, 741] } });
  expect(screen.getByRole('status').textContent).toContain('3 taps are kept.');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Tap it again' }));
  expect(inForm()).toEqual({ rhythm: { taps: [4, 507, 741] } });
  expect(clicks.map((click) => click - Math.round(started))).toEqual([60, 560, 1060, 1560, 2060, 2560, 3060, 3560]);
});

test('by keyboard each press counts once, held or not, and only what comes with the rhythm', () => {
  askFor({ clicks_on: false });
  start();
  at(-900, key(' '));
  at(-20, key(' '));
  at(500, key('Enter'));
  at(530, key('Enter', true));
  at(760, key('x'));
  pass(3000);
  expect(answer()).toEqual({ rhythm: { taps: [-20, 500] } });
  expect(clicks).toHaveLength(4);
});

test('who taps again keeps the last; who stops keeps what there was', () => {
  askFor({}, { answer: { rhythm: { taps: [1, 2] } } });
  start();
  at(0, down('mouse'));
  fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
  pass(5000);
  expect(give).not.toHaveBeenCalled();
  expect(screen.getByRole('status').textContent).toContain('2 taps are kept.');
  start();
  at(10, down('mouse'));
  pass(5000);
  expect(answer()).toEqual({ rhythm: { taps: [10] } });
});

test('it is written instead, where the author lets one', () => {
  askFor();
  const field = screen.getByRole('textbox', { name: /Or write it/ });
  fireEvent.change(field, { target: { value: '1 1/2 1/2 r1 1' } });
  expect(answer()).toEqual({ rhythm: { text: '1 1/2 1/2 r1 1' } });
  expect(inForm()).toEqual({ rhythm: { text: '1 1/2 1/2 r1 1' } });
});

test('where the author does not, there is no field; a rhythm that is not shown is not drawn', () => {
  askFor({ may_type: false, abc: '' });
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.queryByText('X:1')).toBeNull();
});
