import type { BlockProps } from './block';

export function QuoteBlock({ value }: BlockProps<'quote'>) {
  return (
    <figure className="border-s-4 border-accent ps-6 py-1">
      <blockquote className="font-display text-xl font-semibold leading-snug text-ink whitespace-pre-line">{value.text}</blockquote>
      {value.attribution && <figcaption className="mt-3 text-sm text-muted">{value.attribution}</figcaption>}
    </figure>
  );
}
