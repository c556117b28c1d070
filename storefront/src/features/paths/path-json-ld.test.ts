import { expect, test } from 'vitest';

import type { PathOut } from '@/lib/api/schema';

import { pathJsonLd } from './path-json-ld';

const PATH = {
  document: { slug: 'stage', title: 'Stage', promise: 'Stand on one.', kind: 'certification', valid_months: 24 },
  requires: [{ slug: 'basics', title: 'Basics', kind: 'path' }],
  courses: [{ document: { title: 'Pliés', slug: 'plies' } }],
} as unknown as PathOut;

test('a certification says what it awards, for how long, and what it is made of', () => {
  expect(pathJsonLd(PATH, 'https://perfomix.example')).toMatchObject({
    '@type': 'EducationalOccupationalProgram',
    url: 'https://perfomix.example/paths/stage',
    programPrerequisites: 'Basics',
    educationalCredentialAwarded: { credentialCategory: 'certification', validFor: 'P24M' },
    hasCourse: [{ '@type': 'Course', name: 'Pliés', url: 'https://perfomix.example/courses/plies' }],
  });
});

test('a path that holds for good, without prerequisites, says neither', () => {
  const path = { ...PATH, requires: [], document: { ...PATH.document, kind: 'path', valid_months: null } } as PathOut;
  const said = pathJsonLd(path, 'https://perfomix.example');
  expect(said).not.toHaveProperty('programPrerequisites');
  expect(said.educationalCredentialAwarded).not.toHaveProperty('validFor');
});
