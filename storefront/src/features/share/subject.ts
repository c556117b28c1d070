import 'server-only';

import { getBundle } from '@/features/bundles/api';
import { getCoursePage, getTerms } from '@/features/courses/api';
import { getPath } from '@/features/paths/api';
import { getProducer } from '@/features/producers/api';
import { getPage, getSite } from '@/features/site/api';

export interface Subject {
  title: string;
  /** A line above the title, and one below. */
  above: string;
  below: string;
  /** The address of its picture at the API. */
  picture: string | null;
  /** Somebody's face, which stands in a circle. */
  isPortrait?: boolean;
}

/** What a shared picture of the page at these segments shows, or null where there is no such page. */
export async function subjectOf(segments: readonly string[]): Promise<Subject | null> {
  const [first = '', slug = ''] = segments;
  if (segments.includes('')) return null;
  if (segments.length === 2) {
    if (first === 'courses') return courseSubject(slug);
    if (first === 'artists') return artistSubject(slug);
    if (first === 'categories') return categorySubject(slug);
    if (first === 'bundles') return bundleSubject(slug);
    if (first === 'paths') return pathSubject(slug);
  }
  return pageSubject(segments.length === 1 && first === 'home' ? '/' : `/${segments.join('/')}`);
}

async function courseSubject(slug: string): Promise<Subject | null> {
  const page = await getCoursePage(slug);
  if (!page) return null;
  const { title, producer, category, level, thumbnail } = page.document;
  const above = [category?.name, level?.name].filter(Boolean).join(' · ');
  return { title, above, below: producer.name, picture: thumbnail?.url ?? null };
}

async function bundleSubject(slug: string): Promise<Subject | null> {
  const bundle = await getBundle(slug);
  if (!bundle) return null;
  const picture = bundle.courses.find(({ document }) => document.thumbnail)?.document.thumbnail?.url ?? null;
  return { title: bundle.name, above: '', below: bundle.courses.map(({ document }) => document.producer.name).join(' · '), picture };
}

async function pathSubject(slug: string): Promise<Subject | null> {
  const path = await getPath(slug);
  if (!path) return null;
  const picture = path.courses.find(({ document }) => document.thumbnail)?.document.thumbnail?.url ?? null;
  return { title: path.document.title, above: '', below: path.document.promise, picture };
}

async function artistSubject(slug: string): Promise<Subject | null> {
  const producer = await getProducer(slug);
  if (!producer) return null;
  const { display_name: title, headline, location, avatar } = producer;
  return { title, above: location, below: headline, picture: avatar?.url ?? null, isPortrait: true };
}

async function categorySubject(slug: string): Promise<Subject | null> {
  const [terms, site] = await Promise.all([getTerms(), getSite()]);
  const category = terms.categories.find((each) => each.slug === slug);
  return category ? { title: category.name, above: '', below: site.tagline, picture: site.share_picture?.url ?? null } : null;
}

async function pageSubject(path: string): Promise<Subject | null> {
  const [found, site] = await Promise.all([getPage(path), getSite()]);
  if (found?.outcome !== 'page') return null;
  const page = found.document;
  const picture = page.seo.share_picture ?? site.share_picture;
  const below = page.type === 'home' ? site.tagline : page.type === 'article' ? page.author_name : '';
  const title = page.type === 'home' ? site.name : page.title;
  return { title, above: page.breadcrumbs.at(-1)?.title ?? '', below, picture: picture?.url ?? null };
}
