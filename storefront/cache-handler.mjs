import { createHash } from 'node:crypto';

import fileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js';

const NextCache = fileSystemCache.default ?? fileSystemCache;
const POLICY = 'content-security-policy';
const STARTED = Date.now();

// Scripts without src. Next writes attributes quoted and escapes `<` in what it writes into scripts.
const INLINE = /<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs;

/**
 * The policy that lets the inline scripts of a finished page run, and no other.
 *
 * @param {string} html
 */
export function policyFor(html) {
  const hashes = new Set();
  for (const [, script] of html.matchAll(INLINE)) {
    if (script) hashes.add(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  }
  return `script-src 'self' ${[...hashes].sort().join(' ')}`.trim();
}

/**
 * Next's own cache, with four differences. A page's content policy is kept among its headers. A page that said that there
 * is nothing (src/lib/answer.ts) is kept as one that does. What lies on disk from
 * before this process started is not believed, since which tags were dropped is known to the process alone. And what says
 * that there is nothing where nothing was is kept in memory only, where it makes room again: addresses can be made up
 * without end.
 */
export default class CacheHandler extends NextCache {
  constructor(options) {
    super(options);
    this.inMemory = new NextCache({ ...options, flushToDisk: false });
  }

  async get(...args) {
    const entry = await super.get(...args);
    if (!entry || entry.lastModified < STARTED) return null;
    addPolicy(entry.value);
    return entry;
  }

  async set(key, value, context) {
    // The answer that is being made right now carries the same headers and status.
    addPolicy(value);
    if (value?.kind === 'APP_PAGE' && isMissing()) value.status = 404;
    return value?.status === 404 && !this.liesOnDisk(key) ? this.inMemory.set(key, value, context) : super.set(key, value, context);
  }

  /** A page that was there and is gone must be written over, or it would be back once memory has forgotten that it is. */
  liesOnDisk(key) {
    return this.fs.existsSync(this.getFilePath(`${key}.html`, 'APP_PAGE'));
  }
}

const isMissing = () => globalThis[Symbol.for('perfomix.answer')]?.getStore()?.isMissing;

function addPolicy(value) {
  if (value?.kind !== 'APP_PAGE' || value.headers?.[POLICY]) return;
  value.headers = { ...value.headers, [POLICY]: policyFor(String(value.html)) };
}
