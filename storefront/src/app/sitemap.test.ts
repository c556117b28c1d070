// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';

const page = vi.hoisted(() => ({ number: 0 }));
const plans = vi.hoisted(() => ({ results: [{ name: 'All access' }] }));
const bundles = vi.hoisted(() => ({ results: [{ name: 'Bow, voice and palms' }] }));
const learningPaths = vi.hoisted(() => ({ results: [{ title: 'Ballet from the floor up' }] }));
vi.mock('next/server', () => ({ connection: async () => {} }));
vi.mock('@/lib/api/http', () => ({
  cached: () => ({}),
  fresh: {},
  publicApi: () => ({
    GET: async (path: string) => {
      if (path === '/api/v1/plans') return { response: new Response(), data: plans };
      if (path === '/api/v1/bundles') return { response: new Response(), data: bundles };
      if (path === '/api/v1/paths') return { response: new Response(), data: learningPaths };
      const first = page.number++ * 100;
      const results = Array.from({ length: 100 }, (_, place) => ({ path: `/courses/c${first + place}`, changed_at: null }));
      return { response: new Response(), data: { results, next_cursor: String(page.number) } };
    },
  }),
}));

import sitemap from './sitemap';

const paths = async () => (await sitemap()).map(({ url }) => new URL(url).pathname);

beforeEach(() => {
  page.number = 0;
});

test('the sitemap holds as many addresses as one may, our own lists among them', async () => {
  const found = await paths();
  expect(found).toHaveLength(50_000);
  expect(found).toContain('/artists');
  expect(found).toContain('/plans');
  expect(found).toContain('/bundles');
  expect(found).toContain('/paths');
});

test('plans, bundles and paths stand there while there are some', async () => {
  plans.results = [];
  bundles.results = [];
  learningPaths.results = [];
  const found = await paths();
  expect(found).toHaveLength(50_000);
  expect(found).not.toContain('/plans');
  expect(found).not.toContain('/bundles');
  expect(found).not.toContain('/paths');
});
