import { expect, test } from 'vitest';

import type { OutlineChapter, OutlineLesson } from '@/lib/api/schema';

import { firstLesson, firstOpenLesson } from './outline';

const lesson = (id: string, locked: boolean): OutlineLesson => ({
  kind: 'lesson',
  id,
  number: '1',
  title: id,
  summary: '',
  type: 'mixed',
  duration_minutes: 5,
  access: locked ? 'enrolled' : 'preview',
  locked,
});
const chapter = (...entries: OutlineChapter['entries']): OutlineChapter => ({
  kind: 'chapter',
  id: 'chapter',
  number: '1',
  title: '',
  description: '',
  lesson_count: 0,
  duration_minutes: 0,
  entries,
});

test('it is found at any depth, in reading order', () => {
  const entries = [lesson('a', true), chapter(lesson('b', true), chapter(lesson('c', false))), lesson('d', false)];
  expect(firstOpenLesson(entries)?.id).toBe('c');
});

test('a closed course has none', () => {
  expect(firstOpenLesson([lesson('a', true), chapter()])).toBeUndefined();
});

test('the first of all may be closed, and stand in a chapter', () => {
  expect(firstLesson([chapter(), chapter(lesson('a', true)), lesson('b', false)])?.id).toBe('a');
  expect(firstLesson([chapter()])).toBeUndefined();
});
