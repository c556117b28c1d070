import type { OrderOut } from '@/lib/api/schema';

type Line = Pick<OrderOut['lines'][number], 'taxes'>;

/** The taxes of all lines, each rate of each authority once. */
export function taxesOf(lines: readonly Line[]) {
  const rows = new Map<string, Line['taxes'][number] & { key: string }>();
  for (const tax of lines.flatMap((line) => line.taxes)) {
    const key = [tax.name, tax.percentage, tax.jurisdiction, tax.reason].join('|');
    rows.set(key, { ...tax, key, amount_minor: tax.amount_minor + (rows.get(key)?.amount_minor ?? 0) });
  }
  return [...rows.values()];
}
