import { describe, expect, test } from 'vitest';

import { captionAt, parseCaptions } from './captions';
import { formatClock, formatMoment } from './clock';
import { frameBeside, frameLength, USUAL_FRAME } from './frames';
import { LOOPS, loopBetween, nameOfLoop, reachesEnd } from './loops';
import { putOn, readShelf } from './shelf';
import { readPreferences, USUAL } from './preferences';
import { nextSpeed } from './speed';
import { addTap, beatsUntil, tempoOf } from './tempo';

test.each([
  [0, '0:00'],
  [65.9, '1:05'],
  [600, '10:00'],
  [3729, '1:02:09'],
  [Number.NaN, '0:00'],
  [Infinity, '0:00'],
])('%d seconds', (seconds, written) => {
  expect(formatClock(seconds)).toBe(written);
});

test('moments carry tenths over', () => {
  expect([formatMoment(7.44), formatMoment(59.96), formatMoment(-1)]).toEqual(['0:07.4', '1:00.0', '0:00.0']);
});

test('speeds go by steps and stay within them', () => {
  expect([nextSpeed(1, 1), nextSpeed(0.6, -1), nextSpeed(2, 1), nextSpeed(0.25, -1)]).toEqual([1.25, 0.5, 2, 0.25]);
});

describe('loops', () => {
  test('lie between two moments in either order, within the film', () => {
    expect(loopBetween(8, 3, 20)).toEqual({ from: 3, to: 8 });
    expect(loopBetween(-2, 99, 20)).toEqual({ from: 0, to: 20 });
  });

  test('have a shortest length, at the end of the film too', () => {
    expect(loopBetween(5, 5, 20)).toEqual({ from: 5, to: 5.3 });
    const last = loopBetween(20, 20, 20);
    expect([last.from, last.to].map((each) => Number(each.toFixed(3)))).toEqual([19.7, 20]);
  });

  test('end where playing crosses them, not where somebody seeks past them', () => {
    const loop = { from: 2, to: 4 };
    expect(reachesEnd(loop, 3.98, 4.01)).toBe(true);
    expect(reachesEnd(loop, 3, 9)).toBe(false);
    expect(reachesEnd(loop, 4.01, 4.03)).toBe(false);
    expect(reachesEnd(loop, 0.5, 0.6)).toBe(false);
  });

  test('are kept by place in the film, named, and never twice', () => {
    const loops = putOn(LOOPS, putOn(LOOPS, [], { id: 'b', block: 'film', name: 'jump', from: 5, to: 6 }), { id: 'a', block: 'film', name: 'turn', from: 1, to: 2 });
    expect(loops.map(({ name }) => name)).toEqual(['turn', 'jump']);
    expect(nameOfLoop(`  ${'a'.repeat(70)} `)).toBe('a'.repeat(60));
    expect(putOn(LOOPS, loops, { id: 'a', block: 'film', name: 'again', from: 9, to: 10 }).map(({ name }) => name)).toEqual(['jump', 'again']);
    expect(readShelf(LOOPS, JSON.stringify(loops))).toEqual(loops);
  });

  test.each([null, '{', '{}', '[null]', '[{"id":"a","name":"x","from":3,"to":2}]'])('are none in %s', (text) => {
    expect(readShelf(LOOPS, text)).toEqual([]);
  });
});

describe('tempo', () => {
  const tap = (...times: number[]) => times.reduce<number[]>(addTap, []);

  test('is that of the taps, whatever one late tap says', () => {
    expect(tempoOf(tap(0, 500, 1000, 1500))).toBe(120);
    expect(tempoOf(tap(0, 500, 1000, 1800, 2300))).toBe(120);
    expect(tempoOf(tap(0))).toBeNull();
  });

  test('begins anew after a pause', () => {
    expect(tempoOf(tap(0, 400, 800, 9000))).toBeNull();
    expect(tempoOf(tap(0, 400, 9000, 10000))).toBe(60);
  });

  test('stays within reason', () => {
    expect([tempoOf(tap(0, 20)), tempoOf(tap(0, 2400))]).toEqual([240, 30]);
  });

  test('beats are ordered once each, without drift', () => {
    const first = beatsUntil(1.2, 0, 0.1, 120, 4);
    expect(first.map((beat) => [Number(beat.at.toFixed(3)), beat.isFirst])).toEqual([[0.1, true], [0.6, false], [1.1, false]]);
    expect(beatsUntil(1.2, 3, 0.1, 120, 4)).toEqual([]);
    expect(beatsUntil(300, 598, 0.1, 120, 4).map((beat) => beat.at)).toEqual([0.1 + 299, 0.1 + 299.5]);
  });
});

describe('frames', () => {
  test('are as long as the shortest real gap', () => {
    expect(frameLength([0, 0.04, 0.12, 0.16])).toBeCloseTo(0.04);
    expect(frameLength([0, 0, 5])).toBe(USUAL_FRAME);
  });

  test('go one by one, there and back', () => {
    let time = 1;
    const seen = [1, 1, 1, -1, -1].map((direction) => Math.floor((time = frameBeside(time, 0.04, direction as 1 | -1)) / 0.04));
    expect(seen).toEqual([26, 27, 28, 27, 26]);
    expect(frameBeside(0, 0.04, -1)).toBe(0);
  });
});

describe('captions', () => {
  test('of WebVTT and of SubRip', () => {
    const vtt = 'WEBVTT - title\n\nNOTE not --> this\n\nopening\n00:01.000 --> 00:02.500 line:0\n<v Ada>Plié &amp; <i>up</i>\nand down\n';
    const srt = '\ufeff1\r\n00:00:03,000 --> 00:00:04,000\r\nLater.\r\n';
    expect(parseCaptions(vtt)).toEqual([{ from: 1, to: 2.5, text: 'Plié & up\nand down' }]);
    expect(parseCaptions(srt)).toEqual([{ from: 3, to: 4, text: 'Later.' }]);
  });

  test('that overlap are read together, and end where they end', () => {
    const cues = parseCaptions('WEBVTT\n\n00:01.000 --> 00:03.000\none\n\n00:02.000 --> 00:03.000\ntwo');
    expect([0.9, 1, 2.5, 3].map((time) => captionAt(cues, time))).toEqual(['', 'one', 'one\ntwo', '']);
  });

  test.each(['', 'nonsense', 'WEBVTT\n\n00:05.000 --> 00:01.000\nbackwards'])('are none in %j', (text) => {
    expect(parseCaptions(text)).toEqual([]);
  });
});

test('preferences survive whatever was written down', () => {
  expect(readPreferences('{')).toEqual(USUAL);
  expect(readPreferences('null')).toEqual(USUAL);
  expect(readPreferences('{"speed":9,"volume":-1,"captions":true,"tempo":"x","shortcuts":false}')).toEqual({
    ...USUAL,
    speed: 2,
    volume: 0,
    captions: true,
    shortcuts: false,
  });
});
