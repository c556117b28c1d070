import type { LessonBlock } from '@/lib/api/schema';

/** The film or sound that a lesson is about: its first film of ours, or else its first sound. */
export const mainMedium = (blocks: readonly LessonBlock[]): string | null => mainBlock(blocks)?.id ?? null;

/** Which player a lesson is about, if any. */
export function playerOf(blocks: readonly LessonBlock[]): 'film' | 'sound' | 'none' {
  const main = mainBlock(blocks);
  return main ? (main.type === 'video' ? 'film' : 'sound') : 'none';
}

function mainBlock(blocks: readonly LessonBlock[]): LessonBlock | undefined {
  const all = blocks.flatMap((block) => (block.type === 'columns' ? block.value.columns.flatMap((column) => column.content) : [block]));
  const film = all.find((block) => block.type === 'video' && block.value.video);
  return film ?? all.find((block) => block.type === 'audio' && block.value.file);
}
