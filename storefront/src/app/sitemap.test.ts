// @vitest-environment node
import { expect, test, vi } from 'vitest';

const page = vi.hoisted(() => ({ number: 0 }));
vi.mock('next/server', () => ({ connection: async () => {} }));
vi.mock('@/lib/api/http', () => ({
  cached: () => ({}),
  publicApi: () => ({
    GET: async () => {
      const first = page.number++ * 100;
      const results = Array.from({ length: 100 }, (_, place) => ({ path: `/courses/c${first + place}`, changed_at: null }));
      return { response: new Response(), data: { results, next_cursor: String(page.number) } };
    },
  }),
}));

import sitemap from './sitemap';

test('the sitemap holds as many addresses as one may, our own lists among them', async () => {
  const found = await sitemap();
  expect(found).toHaveLength(50_000);
  expect(found.map(({ url }) => new URL(url).pathname)).toContain('/artists');
});
