import type { BlockProps } from './block';
import { Gone } from './gone';
import { Transcript } from './transcript';

export function AudioBlock({ value }: BlockProps<'audio'>) {
  if (!value.file) return <Gone />;
  return (
    <figure className="rounded-card bg-surface p-4">
      <figcaption className="mb-3 font-semibold text-ink">{value.title}</figcaption>
      <audio src={value.file.url} aria-label={value.title} controls preload="metadata" className="w-full" />
      <Transcript text={value.transcript} />
    </figure>
  );
}
