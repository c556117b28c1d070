import 'server-only';

import { createHash } from 'node:crypto';

import type { LessonShape } from '@/lib/api/schema';
import type { KeptLesson } from '@/lib/kept-lessons';
import { offlineFiles } from '@/lib/offline-files';

/** What a device needs to keep the lesson; null where one of its films or sounds may not be taken away. */
export function lessonToKeep(lesson: LessonShape, course: string): Pick<KeptLesson, 'id' | 'title' | 'course' | 'version' | 'files'> | null {
  const files = offlineFiles([...lesson.blocks, ...lesson.resources]);
  if (!files) return null;
  const version = createHash('sha256').update(JSON.stringify(lesson)).digest('base64url').slice(0, 16);
  return { id: lesson.id, title: lesson.title, course, version, files };
}
