import { cleanup, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { asMoment } from '@/lib/moments';
import messages from '@/messages/en/assignment.json';

import { WorkMedium } from './work-medium';

beforeEach(() => {
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {});
  HTMLElement.prototype.scrollIntoView = () => {};
});

afterEach(cleanup);

const remark = { id: 'r', at_ms: 65_400, text: 'Softer here.', strokes: [[[0, 0], [0.5, 1]]] };
const file = { id: 'f', kind: 'video' as const, name: 'turn.mp4', file_size: 9, content_type: 'video/mp4', url: '/api/v1/media/m', play_url: '/api/v1/media/m/film.mp4', stream_url: null, sound: null, is_held_back: false, remarks: [remark] };

const show = (shown: Parameters<typeof WorkMedium>[0]['file']) =>
  render(
    <NextIntlClientProvider locale="en" messages={{ assignment: messages }}>
      <WorkMedium file={shown} />
    </NextIntlClientProvider>,
  );

test('moments are told as players tell them', () => {
  expect([0, 999, 65_400, 3_600_000].map(asMoment)).toEqual(['0:00', '0:00', '1:05', '60:00']);
});

test('a remark leads to its moment and shows what was drawn there', async () => {
  show(file);
  const film = screen.getByLabelText<HTMLVideoElement>('turn.mp4');
  expect(screen.queryByRole('img')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Go to 1:05' }));
  expect(film.currentTime).toBe(65.4);
  const drawing = screen.getByRole('img', { name: 'What your teacher drew at 1:05' });
  expect(drawing.querySelector('path')?.getAttribute('d')).toBe('M0 0 L8 9');
});

test('a sound that was made ready is listened to as that', () => {
  show({ ...file, kind: 'sound', name: 'scale.mp3', remarks: [], play_url: '/api/v1/media/m/sound.m4a' });
  expect(screen.getByLabelText('scale.mp3').getAttribute('src')).toBe('/api/v1/media/m/sound.m4a');
  expect(screen.queryByRole('list')).toBeNull();
});
