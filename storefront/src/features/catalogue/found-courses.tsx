import { getLocale, getTranslations } from 'next-intl/server';

import { findCourses, type CatalogueQuery } from '@/features/courses/api';
import { redirect } from '@/i18n/navigation';
import { placeInList } from '@/lib/api/errors';

import { Catalogue, PAGE_SIZE } from './catalogue';
import { catalogueHref, fromStart, readChoice, type Choice, type Params } from './query';

export async function foundCoursesTitle(params: Params): Promise<string> {
  const t = await getTranslations('shop');
  const { q } = readChoice(params);
  return q ? t('searchedTitle', { words: q }) : t('catalogueTitle');
}

/** The catalogue narrowed, ordered or leafed through. */
export async function FoundCourses({ params }: { params: Params }) {
  const choice = readChoice(params);
  const found = await find(choice);
  // A place in a list that is not the list any more: begin it anew.
  if (!found) return redirect({ href: catalogueHref(fromStart(choice)), locale: await getLocale() });
  return <Catalogue choice={choice} found={found} />;
}

function find({ q, chosen, sort, cursor, pages }: Choice) {
  const filters = Object.fromEntries(Object.entries(chosen).flatMap(([kind, values]) => (values.length ? [[kind, values.join(',')]] : [])));
  const query = { ...filters, page_size: PAGE_SIZE * pages, ...(q && { q }), ...(sort && { sort }), ...(cursor && { cursor }) };
  return placeInList(findCourses(query as CatalogueQuery));
}
