import type { LessonBlock } from '@/lib/api/schema';

/** The film or sound that a lesson is about: its first film of ours, or else its first sound. */
export function mainMedium(blocks: readonly LessonBlock[]): string | null {
  const all = blocks.flatMap((block) => (block.type === 'columns' ? block.value.columns.flatMap((column) => column.content) : [block]));
  const film = all.find((block) => block.type === 'video' && block.value.video);
  const sound = all.find((block) => block.type === 'audio' && block.value.file);
  return (film ?? sound)?.id ?? null;
}
