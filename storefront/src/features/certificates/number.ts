const MISREAD: Record<string, string> = { O: '0', I: '1', L: '1' };
const NUMBER = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** The number that somebody typed or followed, in whatever groups; null where it is none. */
export function numberIn(typed: string): string | null {
  const signs = typed
    .toUpperCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll(/[OIL]/g, (sign) => MISREAD[sign] ?? sign);
  return NUMBER.test(signs) ? signs : null;
}
