import { expect, test } from 'vitest';

import type { LessonBlock } from '@/lib/api/schema';

import { mainMedium, playerOf } from './main-medium';

const file = { id: 'f', url: '/api/v1/media/f', title: '', content_type: 'audio/wav', file_name: 'f.wav', file_size: 1, is_stamped: false };
const film = { id: 'v', url: '/api/v1/media/v', title: '', content_type: 'video/mp4', duration_seconds: 9, file_size: 1, stream_url: null, thumbnails: null, poster: null };

const sound = (id: string, isThere = true): LessonBlock => ({
  id,
  type: 'audio',
  value: { file: isThere ? file : null, rendition: null, title: '', duration_seconds: 1, transcript: '', downloadable: false },
});
const video = (id: string, isOurs = true): Extract<LessonBlock, { type: 'video' }> => ({
  id,
  type: 'video',
  value: {
    source: isOurs ? 'file' : 'youtube',
    title: '',
    url: null,
    embed_url: null,
    video: isOurs ? film : null,
    poster: null,
    duration_seconds: null,
    captions: [],
    chapters: [],
    angle: '',
    angles: [],
    transcript: '',
    downloadable: false,
  },
});
const columns = (inner: Extract<LessonBlock, { type: 'video' }>): LessonBlock => ({
  id: 'columns',
  type: 'columns',
  value: { columns: [{ content: [] }, { content: [inner] }] },
});

test('a lesson is about its first film of ours, in columns too', () => {
  expect(mainMedium([sound('a'), video('theirs', false), columns(video('b')), video('c')])).toBe('b');
  expect(playerOf([sound('a'), columns(video('b'))])).toBe('film');
});

test('or else about its first sound that is there', () => {
  expect(mainMedium([sound('gone', false), video('theirs', false), sound('a'), sound('b')])).toBe('a');
  expect(playerOf([video('theirs', false), sound('a')])).toBe('sound');
});

test('or about neither', () => {
  expect(mainMedium([video('theirs', false)])).toBeNull();
  expect(playerOf([video('theirs', false)])).toBe('none');
});
