const BROWSERS: [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux|X11/, 'Linux'],
];

/** What a browser calls itself, in words that people know; null where it says nothing that we know. */
export function deviceName(userAgent: string): { browser: string; system: string | null } | null {
  const browser = BROWSERS.find(([sign]) => sign.test(userAgent))?.[1];
  if (!browser) return null;
  return { browser, system: SYSTEMS.find(([sign]) => sign.test(userAgent))?.[1] ?? null };
}
