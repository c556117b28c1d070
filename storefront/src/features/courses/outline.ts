import type { OutlineEntry, OutlineLesson } from '@/lib/api/schema';

/** The first lesson in reading order, open or not. */
export function firstLesson(entries: readonly OutlineEntry[]): OutlineLesson | undefined {
  for (const entry of entries) {
    const found = entry.kind === 'chapter' ? firstLesson(entry.entries) : entry;
    if (found) return found;
  }
  return undefined;
}

/** The first lesson, in reading order, that anybody may open. */
export function firstOpenLesson(entries: readonly OutlineEntry[]): OutlineLesson | undefined {
  for (const entry of entries) {
    const found = entry.kind === 'chapter' ? firstOpenLesson(entry.entries) : entry.locked ? undefined : entry;
    if (found) return found;
  }
  return undefined;
}
