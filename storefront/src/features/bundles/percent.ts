import type { getFormatter } from 'next-intl/server';

/** Hundredths of a percent as people read them: 12.5%. */
export function percentOf(format: Awaited<ReturnType<typeof getFormatter>>, basisPoints: number): string {
  return format.number(basisPoints / 10_000, { style: 'percent', maximumFractionDigits: 2 });
}
