// Prints, as JSON, Lighthouse's scores of the mobile profile for the address given, and what cost a perfect one.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [address, chromePath, ...chromeFlags] = process.argv.slice(2);
const CATEGORIES = ['accessibility', 'best-practices', 'seo', 'performance'];

const chrome = await launch({ chromePath, chromeFlags });
try {
  const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: 'error' });
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const scores = CATEGORIES.map((name) => [name, Math.round(lhr.categories[name].score * 100)]);
  const lost = CATEGORIES.filter((name) => name !== 'performance').flatMap((name) =>
    lhr.categories[name].auditRefs
      .filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1)
      .map(({ id }) => id),
  );
  process.stdout.write(JSON.stringify({ scores: Object.fromEntries(scores), lost }));
} finally {
  chrome.kill();
}
