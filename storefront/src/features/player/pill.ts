/** How the smaller buttons of the practice tools look. */
export const PILL =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-full border border-control px-4 text-sm font-semibold text-ink hover:bg-surface-2 disabled:opacity-40';
