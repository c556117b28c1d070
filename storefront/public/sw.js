// Where no page can be fetched: shows the lesson that its learner keeps on this device, with its files, or else the offline page.
// Of other pages nothing is kept. Their scripts and styles lie in the browser's own cache, where their names tell their versions.
const CACHE = 'offline';
const PAGE = '/offline';
// Written and emptied by src/lib/kept-lessons.ts.
const LESSONS = 'lessons';

/** Fetch the offline page and what it needs to look like itself, and to come back. */
async function keepPage() {
  const page = await fetch(PAGE, { credentials: 'omit' });
  if (!page.ok) return;
  const html = await page.clone().text();
  const parts = new Set([...html.matchAll(/"(\/_next\/static\/[^"\\]+\.(?:css|js|woff2)|\/icons\.svg)/g)].map(([, path]) => path));
  const cache = await caches.open(CACHE);
  await Promise.all([...parts].map((path) => cache.add(path)));
  await cache.put(PAGE, page);
  const kept = await cache.keys();
  const current = new Set([PAGE, ...parts]);
  await Promise.all(kept.filter(({ url }) => !current.has(new URL(url).pathname)).map((request) => cache.delete(request)));
}

// A worker is woken for a visit and put to sleep after: once for each of them the page is fetched anew.
let renewed = false;

addEventListener('install', (event) => event.waitUntil(keepPage().then(() => skipWaiting())));

addEventListener('activate', (event) => event.waitUntil(clients.claim()));

addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(navigate(event));
  else if (pathname.startsWith('/api/v1/media/') && isAway(event)) event.respondWith(fileOf(request));
  else if (pathname === '/icons.svg' || /^\/_next\/static\/.*\.(css|js|woff2)$/.test(pathname)) event.respondWith(partOf(request));
});

async function navigate(event) {
  try {
    const page = await fetch(event.request);
    if (!renewed) {
      renewed = true;
      event.waitUntil(keepPage().catch(() => {}));
    }
    return page;
  } catch (error) {
    const lesson = await keptLesson(event);
    const kept = lesson ?? (await caches.match(PAGE));
    if (kept) return kept;
    throw error;
  }
}

// Pages that were shown from what is kept; forgotten when this worker is put to sleep, then the browser's word alone counts.
const shownFromHere = new Set();

const isAway = ({ clientId }) => !navigator.onLine || shownFromHere.has(clientId);

async function keptLesson({ request, resultingClientId }) {
  const found = await caches.match(request.url, { cacheName: LESSONS, ignoreSearch: true, ignoreVary: true });
  if (found) shownFromHere.add(resultingClientId);
  return found;
}

// A kept file, or the part of it that is asked for (RFC 9110, 14.2): without parts films could not be sought in.
async function fileOf(request) {
  const kept = await caches.match(request.url, { cacheName: LESSONS, ignoreSearch: true, ignoreVary: true });
  if (!kept) return fetch(request);
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  if (!asked) return kept;
  const file = await kept.blob();
  const from = Number(asked[1]);
  const to = Math.min(asked[2] ? Number(asked[2]) : Infinity, file.size - 1);
  const headers = { 'content-type': file.type, 'accept-ranges': 'bytes' };
  if (from > to) return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${file.size}` } });
  const part = { ...headers, 'content-range': `bytes ${from}-${to}/${file.size}`, 'content-length': String(to - from + 1) };
  return new Response(file.slice(from, to + 1, file.type), { status: 206, headers: part });
}

async function partOf(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}
