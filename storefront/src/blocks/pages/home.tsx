import { PageBlocks } from '../page-blocks';
import { PageHeading } from './page-heading';
import type { PageProps } from './page-view';

export function HomeView({ page }: PageProps<'home'>) {
  const hasHero = page.body[0]?.type === 'hero';
  return (
    <>
      {!hasHero && <PageHeading title={page.title} />}
      <div className={hasHero ? 'pt-10 lg:pt-16' : ''}>
        <PageBlocks blocks={page.body} hasTitle={hasHero} />
      </div>
    </>
  );
}
