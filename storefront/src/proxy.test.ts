// @vitest-environment node
import { readdirSync } from 'node:fs';
import path from 'node:path';

import { unstable_doesMiddlewareMatch } from 'next/experimental/testing/server';
import { NextRequest } from 'next/server';
import { beforeEach, expect, test, vi } from 'vitest';

// Finding a page's language is its own matter, and needs a running Next.
const seen = vi.hoisted(() => vi.fn());
vi.mock('next-intl/middleware', async () => {
  const { NextResponse } = await import('next/server');
  return { default: () => (request: NextRequest) => (seen(request), NextResponse.next()) };
});

import { config, proxy } from './proxy';

const api = vi.fn<typeof fetch>();
const LATER = '2100-01-01T00:00:00Z';

beforeEach(() => {
  seen.mockReset();
  api.mockReset();
  vi.stubGlobal('fetch', api);
});

const visit = (path: string, headers: Record<string, string> = {}) => proxy(new NextRequest(`http://shop.example${path}`, { headers }));
const cookiesSeen = () => (seen.mock.calls[0]![0] as NextRequest).cookies;

test('a session is renewed before a personal page renders, for it and for the browser', async () => {
  api.mockResolvedValue(
    Response.json({ access_token: 'a2', refresh_token: 'r2', access_expires_at: LATER, refresh_expires_at: LATER, remember: true }),
  );
  const answer = await visit('/account', { cookie: 'refresh=r1' });
  expect(cookiesSeen().get('access')?.value).toBe('a2');
  expect(answer.cookies.get('access')).toMatchObject({ value: 'a2', httpOnly: true, sameSite: 'lax', path: '/' });
  expect(answer.cookies.get('refresh')).toMatchObject({ value: 'r2', httpOnly: true });
  expect(api).toHaveBeenCalledTimes(1);
});

test('a session that has ended is there neither for the page nor for the browser', async () => {
  api.mockResolvedValue(Response.json({}, { status: 401 }));
  const answer = await visit('/account', { cookie: 'refresh=ended' });
  expect(cookiesSeen().get('refresh')?.value).toBe('');
  expect(answer.cookies.get('refresh')).toMatchObject({ value: '', maxAge: 0 });
});

test('who is suspended is signed out, and led to where that is said', async () => {
  api.mockImplementation(async () => Response.json({ error: { details: { reason: 'account_suspended' } } }, { status: 401 }));
  const answer = await visit('/account', { cookie: 'refresh=suspended' });
  expect([answer.status, answer.headers.get('location')]).toEqual([307, 'http://shop.example/sign-in?suspended']);
  expect(answer.cookies.get('refresh')).toMatchObject({ value: '', maxAge: 0 });
  expect(seen).not.toHaveBeenCalled();
});

test('a session that could not be renewed just now is kept', async () => {
  api.mockRejectedValue(new TypeError('fetch failed'));
  const answer = await visit('/account', { cookie: 'refresh=unsure' });
  expect(cookiesSeen().get('refresh')?.value).toBe('unsure');
  expect(answer.cookies.getAll()).toEqual([]);
});

test.each(['/', '/courses/salsa', '/zz/account'])('%s asks nothing of a session', async (path) => {
  const answer = await visit(path, { cookie: 'refresh=r3' });
  expect(api).not.toHaveBeenCalled();
  expect(answer.cookies.getAll()).toEqual([]);
});

test.each([
  ['/%61ccount/?a=%62', '/account?a=%62'],
  ['/courses/%ff', '/courses/%25ff'],
])('an address has one form, and no other site: %s', async (written, plain) => {
  const answer = await visit(written);
  expect([answer.status, answer.headers.get('location')]).toEqual([308, `http://shop.example${plain}`]);
  expect(seen).not.toHaveBeenCalled();
});

test('a nonce that a visitor brings is not the page’s', async () => {
  await visit('/courses/salsa', { 'content-security-policy': "script-src 'nonce-ZXZpbA=='" });
  expect((seen.mock.calls[0]![0] as NextRequest).headers.get('content-security-policy')).toBeNull();
});

const passes = (path: string) => unstable_doesMiddlewareMatch({ config, url: `http://shop.example${path}` });

test.each([
  '/',
  '/courses',
  '/account',
  '/account/security',
  '/notices',
  '/learning/salsa',
  '/preview/1/course',
  '/courses/salsa/lessons/1',
  '/en/account',
  '/en/learning/salsa.js',
  '/en/courses/salsa.png',
  '/api',
  '/api/v2',
  '/media-kit',
  '/internal/health/x',
  '/_next/x',
  '/photo.png',
  '/sw.js/x',
])('%s is a page and passes', (path) => {
  expect(passes(path)).toBe(true);
});

const files = readdirSync(path.join(import.meta.dirname, '../public')).map((file) => `/${file}`);

test.each([
  ...files,
  '/api/v1/me',
  `/api/v1/${'x/'.repeat(300)}`,
  '/media/x',
  '/internal/health',
  '/internal/preview',
  '/internal/revalidate',
  '/share/courses/salsa.png',
  '/_next/static/chunks/1.js',
  '/favicon.ico',
  '/icon.svg',
  '/apple-icon.png',
  '/robots.txt',
  '/sitemap.xml',
  '/manifest.webmanifest',
])('%s is no page and does not', (path) => {
  expect(passes(path)).toBe(false);
});

const ENDLESS = 'x/'.repeat(300) + 'x';

test.each(['/%25', '/courses/%25ff', '/a%00b', '/courses?cursor=%00', `/${ENDLESS}`, `/_next/${ENDLESS}`, `/internal/${ENDLESS}`])('%s is looked for where no page can be', async (path) => {
  const answer = await visit(path);
  expect((seen.mock.calls[0]![0] as NextRequest).nextUrl.pathname).toBe('/~');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
});

test.each([
  ['/media/%', 404],
  [`/_next/static/${ENDLESS}`, 404],
  ['/share/a%00b.png', 404],
  ['/_next/static/chunks/%5Bpath%5D.js', 200],
])('%s, which is no page, passes too and is answered %i', async (path, status) => {
  expect(passes(path)).toBe(true);
  expect((await visit(path)).status).toBe(status);
  expect(seen).not.toHaveBeenCalled();
});
