import { PageBlocks } from '../page-blocks';
import { PageHeading } from './page-heading';
import type { PageProps } from './page-props';

export function PlainView({ page }: PageProps<'plain'>) {
  return (
    <article>
      <PageHeading title={page.title} standfirst={page.standfirst} breadcrumbs={page.breadcrumbs} />
      <PageBlocks blocks={page.body} />
    </article>
  );
}
