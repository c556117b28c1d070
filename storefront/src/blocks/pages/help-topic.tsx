import { getTranslations } from 'next-intl/server';

import { AnswerList } from '@/features/site/answer-list';
import { HelpSearch } from '@/features/site/help-search';

import { PageHeading } from './page-heading';
import type { PageProps } from './page-props';

export async function HelpTopicView({ page }: PageProps<'help_category'>) {
  const t = await getTranslations('pages');
  const centre = page.breadcrumbs.at(-1)?.path;
  return (
    <>
      <PageHeading title={page.title} standfirst={page.standfirst} breadcrumbs={page.breadcrumbs}>
        {centre && <HelpSearch action={centre} />}
      </PageHeading>
      <div className="container-page">
        <div className="max-w-3xl">
          {page.answers.length ? <AnswerList answers={page.answers} /> : <p className="text-lg">{t('noAnswers')}</p>}
        </div>
      </div>
    </>
  );
}
