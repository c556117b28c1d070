import { expect, test } from 'vitest';

import type { LessonBlock } from '@/lib/api/schema';

import { offlineFiles } from './offline-files';

const MEDIA = '/api/v1/media/';
const film = { url: `${MEDIA}film`, file_size: 900, stream_url: `${MEDIA}film/stream.m3u8`, thumbnails: { url: `${MEDIA}film/stream/thumbnails.jpg` } };
const picture = { url: `${MEDIA}poster`, focal_point: null };
const words = { url: `${MEDIA}words`, file_size: 20 };
const video = (changes = {}) => ({
  type: 'video',
  value: {
    source: 'file',
    video: { ...film, poster: picture },
    poster: null,
    captions: [{ language: 'en', file: words }],
    angles: [{ video: { url: `${MEDIA}back` } }],
    downloadable: true,
    ...changes,
  },
});
const sound = (changes = {}) => ({
  type: 'audio',
  value: { file: { url: `${MEDIA}drone`, file_size: 70 }, rendition: { url: `${MEDIA}drone/sound.m4a`, peaks_url: `${MEDIA}drone/sound/peaks.json` }, downloadable: true, ...changes },
});
const paper = { type: 'download', value: { file: { url: `${MEDIA}plan`, file_size: 5 }, title: 'Plan' } };
const foreign = { type: 'video', value: { source: 'youtube', video: null, url: 'https://youtu.be/x', downloadable: false } };
const files = (...blocks: object[]) => offlineFiles(blocks as LessonBlock[]);

test('a film comes as it was uploaded, with its poster and its captions', () => {
  expect(files(video())).toEqual([
    { url: `${MEDIA}film`, bytes: 900 },
    { url: `${MEDIA}poster?width=1280`, bytes: 0 },
    { url: `${MEDIA}words`, bytes: 20 },
  ]);
});

test('a sound comes as it is listened to, or as it was uploaded before that is made', () => {
  expect(files(sound())?.map(({ url }) => url)).toEqual([`${MEDIA}drone/sound.m4a`, `${MEDIA}drone/sound/peaks.json`]);
  expect(files(sound({ rendition: null }))).toEqual([{ url: `${MEDIA}drone`, bytes: 70 }]);
});

test('everything in columns, and each file once', () => {
  const columns = { type: 'columns', value: { columns: [{ content: [paper, paper] }, { content: [video()] }] } };
  expect(files(columns)?.map(({ url }) => url)).toEqual([`${MEDIA}plan`, `${MEDIA}film`, `${MEDIA}poster?width=1280`, `${MEDIA}words`]);
});

test.each([
  ['film', [paper, video({ downloadable: false })]],
  ['sound', [sound({ downloadable: false })]],
  ['film in a column', [{ type: 'columns', value: { columns: [{ content: [video({ downloadable: false })] }] } }]],
])('nothing where a %s may not be taken away', (_, blocks) => {
  expect(files(...blocks)).toBeNull();
});

test('films of others are left out and forbid nothing', () => {
  expect(files(foreign, paper)).toEqual([{ url: `${MEDIA}plan`, bytes: 5 }]);
  expect(files({ type: 'rich_text', value: { html: '<p>Words.</p>' } })).toEqual([]);
});
