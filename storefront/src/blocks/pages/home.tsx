import { getTranslations } from 'next-intl/server';

import { ContinueLearning } from '@/features/learning/continue-learning';

import { PageBlocks } from '../page-blocks';
import { PageHeading } from './page-heading';
import type { PageProps } from './page-props';

export async function HomeView({ page }: PageProps<'home'>) {
  const hasHero = page.body[0]?.type === 'hero';
  const t = await getTranslations('learn');
  const begun = <ContinueLearning labels={{ title: t('continueTitle'), all: t('title'), progress: t('progress') }} />;
  return (
    <>
      {!hasHero && <PageHeading title={page.title} />}
      <div className={hasHero ? 'pt-10 lg:pt-16' : ''}>
        <PageBlocks blocks={page.body} hasTitle={hasHero} afterFirst={begun} />
      </div>
    </>
  );
}
