import type { CatalogueOut } from '@/lib/api/schema';

import { KINDS, type Choice, type Kind } from './query';

export interface Option {
  value: string;
  name: string;
  /** How many courses it would give. */
  count: number;
  isChosen: boolean;
}

export interface Group {
  kind: Kind;
  options: Option[];
}

/** What values are called, in the order in which they are shown. Kinds without an order come by count. */
export type Names = Readonly<Record<Kind, ReadonlyMap<string, string>>>;

const BY_COUNT: ReadonlySet<Kind> = new Set<Kind>(['style', 'language']);

/** The filters worth showing: values that would give a course, and those that are chosen. */
export function facetGroups(facets: CatalogueOut['facets'], choice: Choice, names: Names): Group[] {
  return KINDS.map((kind) => ({ kind, options: optionsOf(kind, facets[kind] ?? {}, choice.chosen[kind], names[kind]) })).filter(
    ({ options }) => options.length > 0,
  );
}

function optionsOf(kind: Kind, counts: Record<string, number>, chosen: readonly string[], names: ReadonlyMap<string, string>): Option[] {
  const known = [...names.keys()];
  const others = [...Object.keys(counts), ...chosen].filter((value) => !names.has(value));
  const options = [...known, ...new Set(others)]
    .map((value) => ({ value, name: names.get(value) ?? value, count: Object.hasOwn(counts, value) ? (counts[value] ?? 0) : 0, isChosen: chosen.includes(value) }))
    .filter(({ count, isChosen }) => count > 0 || isChosen);
  return BY_COUNT.has(kind) ? options.sort((one, other) => other.count - one.count || one.name.localeCompare(other.name)) : options;
}
