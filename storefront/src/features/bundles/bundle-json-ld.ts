import type { BundleOut } from '@/lib/api/schema';
import { plainAmount } from '@/lib/money';

import { bundlePath } from './paths';

/** A bundle as schema.org describes one: a product that is several courses. */
export function bundleJsonLd({ slug, name, summary, courses, prices }: BundleOut, site: string): Record<string, unknown> {
  const url = site + bundlePath(slug);
  const picture = courses.find(({ document }) => document.thumbnail)?.document.thumbnail;
  return {
    '@type': 'Product',
    '@id': url,
    url,
    name,
    description: summary || name,
    ...(picture && { image: `${site}${picture.url}?width=1280` }),
    isRelatedTo: courses.map(({ document }) => ({ '@type': 'Course', name: document.title, url: `${site}/courses/${document.slug}` })),
    offers: prices.map((price) => ({
      '@type': 'Offer',
      price: plainAmount(price.amount_minor, price.currency),
      priceCurrency: price.currency,
      availability: 'https://schema.org/InStock',
      url,
    })),
  };
}
