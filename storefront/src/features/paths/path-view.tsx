import { getTranslations } from 'next-intl/server';

import { CourseCard } from '@/features/courses/course-card';
import { Link } from '@/i18n/navigation';
import type { PathOut } from '@/lib/api/schema';
import { Breadcrumb, type Crumb } from '@/ui/breadcrumb';

import { JoinPanel } from './join-panel';
import { CourseMark, MyPathProvider } from './my-path';
import { pathPath } from './paths';

/** A path: what it promises, its steps with their courses, and the way onto it. */
export async function PathView({ path, crumbs }: { path: PathOut; crumbs: Crumb[] }) {
  const [t, shop] = await Promise.all([getTranslations('paths'), getTranslations('shop')]);
  const { document, courses } = path;
  const cards = new Map(courses.map((card) => [card.document.id, card]));
  const marks = { done: t('done'), begun: t('begun') };
  const facts = [t(`kinds.${document.kind}`), t('courses', { count: courses.length })];
  return (
    <MyPathProvider slug={document.slug}>
      <div className="container-page grid gap-x-16 pt-4 pb-16 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <header className="min-w-0 lg:col-start-1">
          <Breadcrumb label={shop('breadcrumb')} crumbs={crumbs} />
          <p className="mt-4 text-sm font-semibold text-muted">{facts.join(' · ')}</p>
          <h1 className="title-course mt-2">{document.title}</h1>
          <p className="mt-5 max-w-2xl text-lg sm:text-xl">{document.promise}</p>
        </header>
        <div className="min-w-0 max-lg:mt-8 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pt-15">
          <Join path={path} />
        </div>
        <div className="min-w-0 lg:col-start-1">
          {document.description && <p className="mt-10 max-w-2xl leading-relaxed whitespace-pre-line">{document.description}</p>}
          <ol className="mt-12 space-y-14">
            {document.steps.map((step, place) => {
              const shown = step.courses.flatMap((id) => cards.get(id) ?? []);
              return (
                <li key={step.id || place}>
                  <h2 className="title-section">{t('step', { number: place + 1, title: step.title })}</h2>
                  {step.needed < step.courses.length && <p className="mt-2 font-semibold text-muted">{t('someOf', { needed: step.needed, count: step.courses.length })}</p>}
                  {shown.length < step.courses.length && <p className="mt-2 text-sm text-muted">{t('gone', { count: step.courses.length - shown.length })}</p>}
                  <ul className="mt-6 grid gap-x-6 gap-y-12 sm:grid-cols-2">
                    {shown.map((card) => (
                      <li key={card.document.id} className="flex flex-col">
                        <CourseCard card={card} priority={place === 0 && card === shown[0]} />
                        <CourseMark id={card.document.id} labels={marks} />
                      </li>
                    ))}
                  </ul>
                </li>
              );
            })}
          </ol>
        </div>
      </div>
    </MyPathProvider>
  );
}

async function Join({ path }: { path: PathOut }) {
  const t = await getTranslations('paths');
  const { document, requires } = path;
  const labels = {
    begin: t('begin'),
    beginning: t('beginning'),
    failed: t('failed'),
    note: t('note'),
    goOn: t('goOn'),
    progress: t('progress'),
    percent: t('percent', { percent: '#' }),
    missing: t('missing'),
  };
  return (
    <aside aria-label={t('joinCard')} className="rounded-card bg-surface p-6 lg:sticky lg:top-24">
      <JoinPanel slug={document.slug} labels={labels} />
      <dl className="mt-6 space-y-4 border-t border-hairline pt-6 text-sm">
        <div>
          <dt className="text-muted">{t('certificate')}</dt>
          <dd className="font-semibold text-ink">{document.valid_months ? t('holds', { months: document.valid_months }) : t('forGood')}</dd>
        </div>
        {requires.length > 0 && (
          <div>
            <dt className="text-muted">{t('requires')}</dt>
            {requires.map(({ slug, title }) => (
              <dd key={slug}>
                <Link href={pathPath(slug)} prefetch={false} className="font-semibold text-ink underline underline-offset-4">
                  {title}
                </Link>
              </dd>
            ))}
          </div>
        )}
      </dl>
    </aside>
  );
}
