import { getTranslations } from 'next-intl/server';

import { searchHelp } from '@/features/site/api';
import { AnswerList } from '@/features/site/answer-list';
import { HelpSearch } from '@/features/site/help-search';
import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

import { PageHeading } from './page-heading';
import type { PageProps } from './page-props';

const SHOWN = 4;

export async function HelpIndexView({ page, asked: { q } }: PageProps<'help_index'>) {
  const t = await getTranslations('pages');
  return (
    <>
      <PageHeading title={page.title} standfirst={page.standfirst} breadcrumbs={page.breadcrumbs}>
        <HelpSearch action={page.path} q={q} />
      </PageHeading>
      <div className="container-page flex flex-col gap-16">
        {q && <Found q={q} />}
        {page.frequent.length > 0 && !q && (
          <section className="max-w-3xl">
            <h2 className="title-section mb-6">{t('frequent')}</h2>
            <AnswerList answers={page.frequent} />
          </section>
        )}
        {page.topics.length > 0 && (
          <section>
            <h2 className="title-section mb-8">{t('topics')}</h2>
            <ul className="grid gap-6 md:grid-cols-[repeat(auto-fill,minmax(17rem,1fr))]">
              {page.topics.map((topic) => (
                <li key={topic.path} className="flex flex-col rounded-card bg-surface p-7">
                  <h3 className="text-xl">
                    <Link href={topic.path} prefetch={false} className="underline-offset-4 hover:underline">
                      {topic.title}
                    </Link>
                  </h3>
                  {topic.standfirst && <p className="mt-2 text-sm">{topic.standfirst}</p>}
                  <ul className="mt-4 grid">
                    {topic.answers.slice(0, SHOWN).map(({ path, title }) => (
                      <li key={path}>
                        <Link href={path} prefetch={false} className="inline-flex min-h-11 items-center py-2 leading-snug text-accent-text underline-offset-4 hover:underline">
                          {title}
                        </Link>
                      </li>
                    ))}
                  </ul>
                  {topic.answers.length > SHOWN && (
                    <Link href={topic.path} prefetch={false} className="mt-auto inline-flex min-h-11 items-center gap-1 font-semibold text-ink hover:underline">
                      {t('allAnswers', { count: topic.answers.length })}
                      <Icon name="chevron-right" className="size-4" />
                    </Link>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
        {!page.topics.length && !page.frequent.length && !q && <p className="text-lg">{t('noAnswers')}</p>}
      </div>
    </>
  );
}

async function Found({ q }: { q: string }) {
  const [t, answers] = await Promise.all([getTranslations('pages'), searchHelp(q)]);
  return (
    <section className="max-w-3xl">
      <h2 className="title-section mb-6">{t('helpResults', { count: answers.length, words: q })}</h2>
      {answers.length ? <AnswerList answers={answers} /> : <p>{t('helpNothing')}</p>}
    </section>
  );
}
