/** The filters of the catalogue, in the order in which they are shown and written into addresses. */
export const KINDS = ['category', 'style', 'level', 'language', 'price', 'duration', 'rating'] as const;
export type Kind = (typeof KINDS)[number];

export const SORTS = ['popular', 'new', 'rating', 'price'] as const;
/** Courses that were searched for come by relevance unless said otherwise. */
export type Sort = (typeof SORTS)[number] | 'relevance';

/** Kinds whose values the API knows by heart; it refuses others. */
const FIXED: Partial<Record<Kind, readonly string[]>> = {
  price: ['free', 'paid'],
  duration: ['short', 'medium', 'long'],
  rating: ['4', '3'],
};
export const LONGEST_SEARCH = 100;
/** How many the API suggests at most. */
export const MOST_SUGGESTIONS = 8;
/** As many as the API gives at once. */
export const MOST_PAGES = 4;
const MOST_VALUES = 20;
const TERM = /^[\w-]{1,80}$/;

/** What somebody looks for. */
export interface Choice {
  q: string;
  chosen: Readonly<Record<Kind, readonly string[]>>;
  /** Null for the usual order. */
  sort: Sort | null;
  /** The API's word for where the list begins; empty for its start. */
  cursor: string;
  /** How many pages of the list stand below each other. */
  pages: number;
}

const NOTHING: Choice['chosen'] = { category: [], style: [], level: [], language: [], price: [], duration: [], rating: [] };
export const EVERYTHING: Choice = { q: '', chosen: NOTHING, sort: null, cursor: '', pages: 1 };

export type Params = Record<string, string | string[] | undefined> | URLSearchParams;

/** What an address asks for; whatever makes no sense in it is left out. */
export function readChoice(params: Params): Choice {
  const valuesOf = (name: string): string[] => {
    const found = params instanceof URLSearchParams ? params.getAll(name) : params[name];
    return found === undefined ? [] : Array.isArray(found) ? found : [found];
  };
  const q = (valuesOf('q')[0] ?? '').replace(/\s+/g, ' ').trim().slice(0, LONGEST_SEARCH);
  const chosen = Object.fromEntries(KINDS.map((kind) => [kind, readValues(kind, valuesOf(kind))])) as Record<Kind, string[]>;
  const sort = valuesOf('sort')[0] ?? '';
  const usual = q ? 'relevance' : 'popular';
  const known = sort === 'relevance' ? Boolean(q) : (SORTS as readonly string[]).includes(sort);
  const pages = Math.min(MOST_PAGES, Number(/^[1-9]$/.exec(valuesOf('pages')[0] ?? '')?.[0] ?? 1));
  return { q, chosen, sort: known && sort !== usual ? (sort as Sort) : null, cursor: valuesOf('cursor')[0] ?? '', pages };
}

function readValues(kind: Kind, found: string[]): string[] {
  const known = FIXED[kind];
  const values = found.flatMap((value) => value.split(',')).filter((value) => (known ? known.includes(value) : TERM.test(value)));
  return [...new Set(values)].sort().slice(0, MOST_VALUES);
}

/** The one way to write a choice, so that the same choice has the same address. */
export function catalogueParams({ q, chosen, sort, cursor, pages }: Choice): URLSearchParams {
  const params = new URLSearchParams();
  if (q) params.set('q', q);
  for (const kind of KINDS) for (const value of chosen[kind]) params.append(kind, value);
  if (sort) params.set('sort', sort);
  if (cursor) params.set('cursor', cursor);
  if (pages > 1) params.set('pages', String(pages));
  return params;
}

/** The address of a choice. */
export function catalogueHref(choice: Partial<Choice> = {}): string {
  const text = catalogueParams({ ...EVERYTHING, ...choice }).toString();
  return text ? `/courses?${text}` : '/courses';
}

/** The choice from the first page on. */
export function fromStart(choice: Choice): Choice {
  return { ...choice, cursor: '', pages: 1 };
}

/** The choice with more of the list: a page below the others, or the list from where `cursor` leads once there is no room for that. */
export function withMore(choice: Choice, cursor: string): Choice {
  return choice.pages < MOST_PAGES ? { ...choice, pages: choice.pages + 1 } : { ...choice, cursor, pages: 1 };
}

/** The choice with one value more, from the first page on. */
export function withValue(choice: Choice, kind: Kind, value: string): Choice {
  const values = [...new Set([...choice.chosen[kind], value])].sort();
  return { ...fromStart(choice), chosen: { ...choice.chosen, [kind]: values } };
}

/** The choice without one of its values, from the first page on. */
export function withoutValue(choice: Choice, kind: Kind, value: string): Choice {
  const values = choice.chosen[kind].filter((each) => each !== value);
  return { ...fromStart(choice), chosen: { ...choice.chosen, [kind]: values } };
}

/** How many filters hold; words to search for are none. */
export function countChosen(choice: Choice): number {
  return KINDS.reduce((sum, kind) => sum + choice.chosen[kind].length, 0);
}
