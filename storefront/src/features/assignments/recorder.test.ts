import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { canRecord, record } from './recorder';

const tracks = [{ stop: vi.fn() }, { stop: vi.fn() }];
const stream = { getTracks: () => tracks } as unknown as MediaStream;
const asked: MediaStreamConstraints[] = [];
let known: string[] = [];
let isBroken = false;

class FakeRecorder {
  static isTypeSupported = (type: string) => known.includes(type);
  state: RecordingState = 'inactive';
  ondataavailable: (event: { data: Blob }) => void = () => {};
  onstop = () => {};
  constructor(
    _stream: MediaStream,
    public options: { mimeType: string },
  ) {
    if (isBroken) throw new Error('no encoder');
  }
  start() {
    this.state = 'recording';
    this.ondataavailable({ data: new Blob(['one ']) });
  }
  stop() {
    this.state = 'inactive';
    this.ondataavailable({ data: new Blob(['two']) });
    this.onstop();
  }
}

beforeEach(() => {
  known = ['audio/webm', 'video/webm'];
  isBroken = false;
  asked.length = 0;
  tracks.forEach((track) => track.stop.mockClear());
  vi.stubGlobal('MediaRecorder', FakeRecorder);
  const getUserMedia = (wanted: MediaStreamConstraints) => {
    asked.push(wanted);
    return Promise.resolve(stream);
  };
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
});

afterEach(() => vi.unstubAllGlobals());

test('what a browser can write is what it can record', () => {
  expect([canRecord('sound'), canRecord('video')]).toEqual([true, true]);
  known = ['audio/ogg'];
  expect([canRecord('sound'), canRecord('video')]).toEqual([true, false]);
  vi.stubGlobal('navigator', {});
  expect(canRecord('sound')).toBe(false);
});

test('a recording is one file of all its pieces, and lets the microphone go', async () => {
  const recording = await record('sound', 'Recorded sound');
  expect(tracks[0]?.stop).not.toHaveBeenCalled();
  const file = await recording.stop();
  expect([file.name, file.type, await file.text()]).toEqual(['Recorded sound.weba', 'audio/webm', 'one two']);
  expect(tracks.map((track) => track.stop.mock.calls.length)).toEqual([1, 1]);
  expect(asked[0]).toMatchObject({ video: false, audio: { noiseSuppression: false } });
});

test('what is best known is taken first, and a film asks for the camera', async () => {
  known = ['video/mp4', 'video/webm'];
  expect((await (await record('video', 'Film')).stop()).name).toBe('Film.mp4');
  expect(asked[0]).toMatchObject({ video: true });
});

test('who gives up, and a recorder that cannot begin, leave no microphone open', async () => {
  (await record('sound', 'Sound')).discard();
  expect(tracks[0]?.stop).toHaveBeenCalledTimes(1);
  isBroken = true;
  await expect(record('sound', 'Sound')).rejects.toThrow('no encoder');
  expect(tracks[0]?.stop).toHaveBeenCalledTimes(2);
});
