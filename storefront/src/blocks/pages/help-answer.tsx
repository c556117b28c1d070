import { getTranslations } from 'next-intl/server';

import { AnswerList } from '@/features/site/answer-list';

import { PageBlocks } from '../page-blocks';
import { PageHeading } from './page-heading';
import type { PageProps } from './page-props';

export async function HelpAnswerView({ page }: PageProps<'help_article'>) {
  const t = await getTranslations('pages');
  return (
    <>
      <article>
        <PageHeading title={page.title} standfirst={page.standfirst} breadcrumbs={page.breadcrumbs} />
        <PageBlocks blocks={page.body} />
      </article>
      {page.others.length > 0 && (
        <aside aria-label={t('otherAnswers')} className="container-page mt-20">
          <div className="max-w-3xl">
            <h2 className="title-section mb-6">{t('otherAnswers')}</h2>
            <AnswerList answers={page.others} />
          </div>
        </aside>
      )}
    </>
  );
}
