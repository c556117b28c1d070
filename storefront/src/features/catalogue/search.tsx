import { getTranslations } from 'next-intl/server';

import { catalogueParams, EVERYTHING, fromStart, MOST_SUGGESTIONS, type Choice } from './query';
import { SearchField } from './search-field';

/** The search field with its words; the filters of `choice` hold on. */
export async function CatalogueSearch({ choice = EVERYTHING }: { choice?: Choice }) {
  const t = await getTranslations('shop');
  const keep = [...catalogueParams({ ...fromStart(choice), q: '', sort: null })];
  return (
    <SearchField
      q={choice.q}
      keep={keep}
      labels={{
        label: t('searchLabel'),
        placeholder: t('searchPlaceholder'),
        button: t('searchButton'),
        found: Array.from({ length: MOST_SUGGESTIONS + 1 }, (_, count) => t('suggestions', { count })),
      }}
    />
  );
}
