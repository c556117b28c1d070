import { Icon } from './icon';

/** An average beside a star; `label` says it in words. */
export function Rating({ average, label, count }: { average: string; label: string; count?: number }) {
  return (
    <span className="inline-flex items-center gap-1">
      <Icon name="star" className="size-4 fill-current text-accent-text" />
      <span aria-hidden className="font-semibold text-ink">
        {average}
      </span>
      {count !== undefined && (
        <span aria-hidden className="text-muted">
          ({count})
        </span>
      )}
      <span className="sr-only">{label}</span>
    </span>
  );
}

/** Five stars of which some are full; `label` says it in words. */
export function Stars({ stars, label }: { stars: number; label: string }) {
  return (
    <span className="inline-flex gap-0.5 text-accent-text">
      {[1, 2, 3, 4, 5].map((place) => (
        <Icon key={place} name="star" className={`size-4 ${place <= stars ? 'fill-current' : 'opacity-60'}`} />
      ))}
      <span className="sr-only">{label}</span>
    </span>
  );
}
