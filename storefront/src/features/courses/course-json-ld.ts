import type { CoursePageOut } from '@/lib/api/schema';
import { isoDuration } from '@/lib/duration';
import { plainAmount } from '@/lib/money';

const MOST_REVIEWS = 5;

/** A course as schema.org describes one, with its way, its rating and its newest reviews. */
export function courseJsonLd({ document, live, reviews }: CoursePageOut, site: string): Record<string, unknown> {
  const url = `${site}/courses/${document.slug}`;
  const people = [document.producer, ...document.co_authors].map(({ name, slug }) => ({
    '@type': 'Person',
    name,
    ...(slug && { url: `${site}/artists/${slug}` }),
  }));
  const isOpen = live.takes_learners && live.seats_left !== 0;
  return {
    '@type': 'Course',
    '@id': url,
    url,
    name: document.title,
    description: document.summary,
    inLanguage: document.language,
    dateCreated: document.created_at,
    dateModified: document.updated_at,
    provider: { '@type': 'Organization', name: 'Perfomix', url: site },
    creator: people,
    teaches: document.outcomes,
    coursePrerequisites: document.requirements,
    ...(document.level && { educationalLevel: document.level.name }),
    ...(document.thumbnail && { image: `${site}${document.thumbnail.url}?width=1280` }),
    offers: live.prices.map((price) => ({
      '@type': 'Offer',
      category: (price.least_minor ?? price.amount_minor) ? 'Paid' : 'Free',
      price: plainAmount(price.least_minor ?? price.amount_minor, price.currency),
      ...(price.least_minor != null &&
        price.most_minor != null && {
          priceSpecification: {
            '@type': 'PriceSpecification',
            minPrice: plainAmount(price.least_minor, price.currency),
            maxPrice: plainAmount(price.most_minor, price.currency),
            priceCurrency: price.currency,
          },
        }),
      priceCurrency: price.currency,
      ...(price.sale_ends_at && { priceValidUntil: price.sale_ends_at }),
      availability: `https://schema.org/${isOpen ? 'InStock' : 'SoldOut'}`,
      url,
    })),
    hasCourseInstance: {
      '@type': 'CourseInstance',
      courseMode: 'Online',
      ...(document.duration_minutes > 0 && { courseWorkload: isoDuration(document.duration_minutes) }),
      instructor: people,
    },
    ...(live.rating.count > 0 && {
      aggregateRating: { '@type': 'AggregateRating', ratingValue: live.rating.average, ratingCount: live.rating.count, bestRating: 5, worstRating: 1 },
      review: reviews.results.slice(0, MOST_REVIEWS).map((review) => ({
        '@type': 'Review',
        author: { '@type': 'Person', name: review.learner },
        datePublished: review.created_at.slice(0, 10),
        reviewBody: review.text,
        reviewRating: { '@type': 'Rating', ratingValue: review.stars, bestRating: 5, worstRating: 1 },
      })),
    }),
  };
}
