import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import player from '@/messages/en/player.json';

import { Sound, type SoundRendition } from './sound';

const RENDITION: SoundRendition = { url: '/api/v1/media/s/sound.m4a', peaks_url: '/api/v1/media/s/sound/peaks.json', duration_ms: 60_000 };
const PEAKS = { version: 2, channels: 1, sample_rate: 48_000, samples_per_pixel: 256, bits: 8, length: 2, data: [-64, 64, -10, 10] };

const answer = vi.fn<typeof fetch>();

beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal('fetch', answer);
  answer.mockReset();
  answer.mockImplementation(() => Promise.resolve(Response.json(PEAKS)));
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(rendition: SoundRendition | null) {
  const { container } = render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <Sound id="s" title="Drone" url="/api/v1/media/s" rendition={rendition} isMain={false} />
    </NextIntlClientProvider>,
  );
  const audio = container.querySelector('audio')!;
  return { container, audio };
}

const drawn = (container: HTMLElement) => container.querySelector('[data-outline]');

test('what was made ready is heard and drawn', async () => {
  const { container, audio } = open(RENDITION);
  expect(audio.getAttribute('src')).toBe(RENDITION.url);
  await waitFor(() => expect(drawn(container)).not.toBeNull());
  expect(answer.mock.calls.map(([url]) => url)).toContain(RENDITION.peaks_url);
  expect(screen.getByRole('slider', { name: 'Position' })).toBeDefined();
});

test('before it is made the sound is heard as it was uploaded, and nothing is asked for', () => {
  const { container, audio } = open(null);
  expect(audio.getAttribute('src')).toBe('/api/v1/media/s');
  expect(drawn(container)).toBeNull();
  expect(answer.mock.calls.some(([url]) => String(url).includes('peaks'))).toBe(false);
});

test('without its outline it plays all the same', async () => {
  answer.mockImplementation(() => Promise.resolve(new Response(null, { status: 404 })));
  const { container } = open(RENDITION);
  await waitFor(() => expect(answer).toHaveBeenCalled());
  expect(drawn(container)).toBeNull();
  expect(screen.getByRole('slider', { name: 'Position' })).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a rendition that cannot be had gives way to what was uploaded', async () => {
  const { audio } = open(RENDITION);
  Object.defineProperty(audio, 'error', { configurable: true, value: { code: 4 } });
  fireEvent.error(audio);
  await waitFor(() => expect(audio.getAttribute('src')).toBe('/api/v1/media/s'));
});

test('one that breaks off in the middle does not jump back to what was uploaded', async () => {
  const { audio } = open(RENDITION);
  Object.defineProperty(audio, 'currentTime', { configurable: true, writable: true, value: 12 });
  Object.defineProperty(audio, 'error', { configurable: true, value: { code: 2 } });
  fireEvent.error(audio);
  expect(await screen.findByRole('alert')).toBeDefined();
  expect(audio.getAttribute('src')).toBe(RENDITION.url);
});
