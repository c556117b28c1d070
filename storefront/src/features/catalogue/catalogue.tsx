import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { CourseGrid } from '@/features/courses/course-grid';
import { Link } from '@/i18n/navigation';
import type { CatalogueOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { AnnouncedCount } from './announced-count';
import { Chips, chipsOf } from './chips';
import { facetGroups } from './facets';
import { FILTER_SHEET, FilterForm } from './filter-form';
import { filterNames } from './names';
import { NothingFound } from './nothing-found';
import { FirstNewCourse, MoreCourses } from './more-courses';
import { catalogueHref, countChosen, fromStart, KINDS, SORTS, withMore, type Choice } from './query';
import { CatalogueSearch } from './search';
import { SortSelect } from './sort-select';

export const PAGE_SIZE = 24;
const LIST = 'courses';

interface Props {
  choice: Choice;
  found: CatalogueOut;
  /** What stands under the lead. */
  lead?: ReactNode;
}

/** The list of courses that `choice` asks for, with all that narrows and orders it. */
export async function Catalogue({ choice, found, lead }: Props) {
  const [t, names] = await Promise.all([getTranslations('shop'), filterNames(found.facets)]);
  const groups = facetGroups(found.facets, choice, names);
  const chips = chipsOf(choice, names, t('searchFor', { words: choice.q }));
  const count = countChosen(choice);
  const sorts = choice.q ? (['relevance', ...SORTS] as const) : SORTS;
  return (
    <div className="container-page pt-10 pb-16 sm:pt-16">
      <h1 className="title-page">{choice.q ? t('searchedTitle', { words: choice.q }) : t('catalogueTitle')}</h1>
      {!choice.q && <p className="mt-4 max-w-2xl text-lg">{t('catalogueLead')}</p>}
      {lead}
      <div className="mt-8">
        <CatalogueSearch choice={choice} />
      </div>
      <div className={`group/catalogue mt-10 ${groups.length ? 'lg:grid lg:grid-cols-[15rem_minmax(0,1fr)] lg:gap-14' : ''}`}>
        <div
          id={FILTER_SHEET}
          popover="auto"
          className={
            `filter-sheet ${groups.length ? '' : 'lg:hidden!'} max-lg:inset-x-0 max-lg:top-auto max-lg:bottom-0 max-lg:m-0 max-lg:max-h-[85dvh] max-lg:w-full max-lg:max-w-none ` +
            'max-lg:overflow-y-auto max-lg:rounded-t-2xl max-lg:border-t max-lg:border-hairline max-lg:bg-bg max-lg:p-5 max-lg:text-ink-2'
          }
        >
          <FilterForm
            groups={groups}
            q={choice.q}
            labels={{
              kinds: Object.fromEntries(KINDS.map((kind) => [kind, t(`kind.${kind}`)])) as Record<(typeof KINDS)[number], string>,
              filters: t('filters'),
              apply: t('apply'),
              show: t('showCourses', { count: found.count }),
              close: t('closeFilters'),
              anyRating: t('anyRating'),
              showAll: Object.fromEntries(groups.map(({ kind, options }) => [kind, t('showAll', { count: options.length })])),
            }}
          />
        </div>
        <section
          aria-labelledby="results"
          className="transition-opacity group-has-[form[aria-busy=true]]/catalogue:opacity-50 group-has-[select[aria-busy=true]]/catalogue:opacity-50"
        >
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <h2 id="results" className="text-xl">
              {t(choice.cursor ? 'furtherResults' : 'results', { count: found.count })}
            </h2>
            <AnnouncedCount text={t('results', { count: found.count })} />
            <div className="flex flex-wrap items-center gap-2">
              <button type="button" popoverTarget={FILTER_SHEET} className={`${buttonClass('outline')} lg:hidden`}>
                <Icon name="filter" />
                {count ? t('filtersWith', { count }) : t('filters')}
              </button>
              <SortSelect
                label={t('sort')}
                apply={t('apply')}
                value={choice.sort ?? sorts[0]}
                options={sorts.map((value) => ({ value, name: t(`sorts.${value}`) }))}
              />
            </div>
          </div>
          {chips.length > 0 && (
            <div className="mt-4">
              <Chips chips={chips} />
            </div>
          )}
          <div className="mt-8">
            {found.results.length ? <CourseGrid cards={found.results} isFirst id={LIST} /> : <NothingFound chips={chips} words={choice.q} />}
            <FirstNewCourse list={LIST} />
          </div>
          {(found.next_cursor || choice.cursor) && (
            <p className="mt-14 flex flex-wrap justify-center gap-3">
              {choice.cursor && (
                <Link href={catalogueHref(fromStart(choice))} prefetch={false} className={buttonClass('quiet')}>
                  {t('firstPage')}
                </Link>
              )}
              {found.next_cursor && (
                <MoreCourses href={catalogueHref(withMore(choice, found.next_cursor))} list={LIST}>
                  {t('moreCourses')}
                </MoreCourses>
              )}
            </p>
          )}
        </section>
      </div>
    </div>
  );
}
