import type { ReactNode } from 'react';

import { getSite } from '@/features/site/api';
import { pageJsonLd } from '@/features/site/page-json-ld';
import { siteUrl } from '@/lib/env';
import { JsonLd } from '@/ui/json-ld';

import { ArticleView } from './article';
import { ArticleIndexView } from './article-index';
import { ContactView } from './contact';
import { HelpAnswerView } from './help-answer';
import { HelpIndexView } from './help-index';
import { HelpTopicView } from './help-topic';
import { HomeView } from './home';
import type { Asked, PageKind, PageOf, PageProps } from './page-props';
import { PlainView } from './plain';

// A kind that the API knows and that is missing here fails the type check.
const VIEWS: { [Kind in PageKind]: (props: PageProps<Kind>) => ReactNode | Promise<ReactNode> } = {
  article: ArticleView,
  article_index: ArticleIndexView,
  contact: ContactView,
  help_article: HelpAnswerView,
  help_category: HelpTopicView,
  help_index: HelpIndexView,
  home: HomeView,
  plain: PlainView,
};

/** A page of the site, whatever its kind. Serves published pages and drafts. */
export async function PageView<Kind extends PageKind>({ page, asked = {} }: { page: PageOf<Kind>; asked?: Asked }) {
  const View: (props: PageProps<Kind>) => ReactNode | Promise<ReactNode> = VIEWS[page.type];
  const about = pageJsonLd(page, await getSite(), siteUrl());
  return (
    <>
      {about.map((data) => (
        <JsonLd key={String(data['@type'])} data={data} />
      ))}
      <View page={page} asked={asked} />
    </>
  );
}
