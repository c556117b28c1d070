// @vitest-environment node
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { nodeFs } from 'next/dist/server/lib/node-fs-methods';
import { beforeEach, expect, test } from 'vitest';

import { answering, answerMissing } from '@/lib/answer';

import CacheHandler, { policyFor } from '../../../cache-handler.mjs';

const hash = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

test('names each inline script once, and no script of a file', () => {
  const html = `<html><head><script>one()</script><script src="/a.js" async=""></script></head>
    <script id="x">two()
</script><script>one()</script><script type="application/ld+json">{"a":1}</script><script></script>`;
  const expected = [hash('one()'), hash('two()\n'), hash('{"a":1}')].sort().join(' ');
  expect(policyFor(html)).toBe(`script-src 'self' ${expected}`);
});

test('a page without scripts may run none of its own', () => {
  expect(policyFor('<p>data-src="script"</p>')).toBe("script-src 'self'");
});

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'cache-'));
});

const open = () =>
  new CacheHandler({ fs: nodeFs, flushToDisk: true, serverDistDir: folder, revalidatedTags: [], maxMemoryCacheSize: 0 });
const page = (status: number | undefined) => ({
  kind: 'APP_PAGE',
  html: '<script>one()</script>',
  rscData: Buffer.from('x'),
  headers: { 'x-other': 'kept' },
  status,
});
const KEY = '/route-cache/APP_PAGE/0/$/about';
const files = () => fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

test('a page is kept with its policy, which the answer under way carries too', async () => {
  const value = page(200);
  await open().set(KEY, value, { cacheControl: { revalidate: 60 } });
  const headers = { 'x-other': 'kept', 'content-security-policy': `script-src 'self' ${hash('one()')}` };
  expect(value.headers).toEqual(headers);
  const kept = await open().get(KEY, { kind: 'APP_PAGE' });
  expect(kept.value.headers).toEqual(headers);
});

test('what an earlier process left on disk is not believed', async () => {
  await open().set(KEY, page(200), {});
  for (const file of files()) fs.utimesSync(path.join(file.parentPath, file.name), 0, 1_000_000_000);
  expect(await open().get(KEY, { kind: 'APP_PAGE' })).toBeNull();
});

test('that there is nothing is not written to disk', async () => {
  await open().set(KEY, page(404), {});
  expect(files()).toEqual([]);
});

test('a page that is gone does not come back from disk', async () => {
  await open().set(KEY, page(200), {});
  await open().set(KEY, page(404), {});
  expect((await open().get(KEY, { kind: 'APP_PAGE' })).value.status).toBe(404);
});

test('a page that said that there is nothing is kept as one, and its answer is 404', async () => {
  const response = { statusCode: 200 };
  const value = page(undefined);
  await answering(response, async () => {
    answerMissing();
    await open().set(KEY, value, {});
  });
  expect([response.statusCode, value.status]).toEqual([404, 404]);
  expect(files()).toEqual([]);
});

test('what one answer lacks, another has', async () => {
  const value = page(undefined);
  await answering({ statusCode: 200 }, async () => answerMissing());
  await answering({ statusCode: 404 }, () => open().set(KEY, value, {}));
  expect(value.status).toBeUndefined();
});
