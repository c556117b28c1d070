import type { PageDocument, SiteShape } from '@/lib/api/schema';
import { breadcrumbJsonLd } from '@/lib/breadcrumb-json-ld';

type JsonLd = Record<string, unknown>;

/** A page of the site as schema.org describes one: what it is, where that says more than its words, and the way to it. */
export function pageJsonLd(page: PageDocument, { name, social, share_picture: sign }: SiteShape, url: string): JsonLd[] {
  const us = { '@type': 'Organization', name, url, ...(sign && { logo: `${url}${sign.url}?width=640` }), sameAs: social.map((each) => each.url) };
  if (page.type === 'home') return [{ '@type': 'WebSite', name, url, publisher: us }];
  const crumbs = page.breadcrumbs.map((crumb) => ({ name: crumb.title, href: crumb.path }));
  const way = crumbs.length ? [breadcrumbJsonLd([...crumbs, { name: page.title }], url)] : [];
  if (page.type !== 'article') return way;
  const article = {
    '@type': 'Article',
    mainEntityOfPage: `${url}${page.path}`,
    headline: page.title,
    description: page.standfirst || undefined,
    datePublished: page.date,
    dateModified: page.updated_at,
    author: page.author_name ? { '@type': 'Person', name: page.author_name } : us,
    publisher: us,
    ...(page.picture && { image: `${url}${page.picture.image.url}?width=1280` }),
  };
  return [article, ...way];
}
