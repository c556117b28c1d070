import 'server-only';

import { getLocale, getTranslations } from 'next-intl/server';

import { getTerms } from '@/features/courses/api';
import { languageName } from '@/features/courses/language-name';
import type { CatalogueOut } from '@/lib/api/schema';

import type { Names } from './facets';

const byName = (terms: { slug: string; name: string }[]) => new Map(terms.map(({ slug, name }) => [slug, name]));

/** What the values of every filter are called. */
export async function filterNames(facets: CatalogueOut['facets']): Promise<Names> {
  const [t, locale, terms] = await Promise.all([getTranslations('shop'), getLocale(), getTerms()]);
  const languages = Object.keys(facets.language ?? {});
  return {
    category: byName(terms.categories),
    style: byName(terms.styles),
    level: byName(terms.levels),
    language: new Map(languages.map((code) => [code, languageName(code, locale)])),
    price: new Map((['free', 'paid'] as const).map((value) => [value, t(`price.${value}`)])),
    duration: new Map((['short', 'medium', 'long'] as const).map((value) => [value, t(`duration.${value}`)])),
    rating: new Map(['4', '3'].map((value) => [value, t('ratingFrom', { stars: Number(value) })])),
  };
}
