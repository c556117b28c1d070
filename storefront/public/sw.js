// Shows the offline page where no page can be fetched. Nothing else is kept, and nothing of anybody: no page, no answer of
// the API. Other pages' scripts and styles lie in the browser's own cache, where their names tell their versions.
const CACHE = 'offline';
const PAGE = '/offline';

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
    const kept = await caches.match(PAGE);
    if (kept) return kept;
    throw error;
  }
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
