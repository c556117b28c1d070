import type { PathOut } from '@/lib/api/schema';

import { pathPath } from './paths';

/** A path as schema.org describes one: a programme of several courses, with what it awards. */
export function pathJsonLd({ document, courses, requires }: PathOut, site: string): Record<string, unknown> {
  const url = site + pathPath(document.slug);
  return {
    '@type': 'EducationalOccupationalProgram',
    '@id': url,
    url,
    name: document.title,
    description: document.promise,
    provider: { '@type': 'Organization', name: 'Perfomix', url: site },
    ...(requires.length && { programPrerequisites: requires.map(({ title }) => title).join(', ') }),
    educationalCredentialAwarded: {
      '@type': 'EducationalOccupationalCredential',
      name: document.title,
      credentialCategory: document.kind === 'certification' ? 'certification' : 'certificate',
      ...(document.valid_months && { validFor: `P${document.valid_months}M` }),
    },
    hasCourse: courses.map(({ document: course }) => ({ '@type': 'Course', name: course.title, url: `${site}/courses/${course.slug}` })),
  };
}
