import 'server-only';

import { cookies } from 'next/headers';

import { isSecure } from '@/lib/env';

import { CURRENCY_COOKIE, currencyIn, KEPT_SECONDS } from './currency';

/** The currency that this visitor has chosen; empty without one. */
export async function keptCurrency(): Promise<string> {
  return currencyIn((await cookies()).get(CURRENCY_COOKIE)?.value);
}

/** Keep another, readable to scripts, which show prices in it. In actions alone. */
export async function keepCurrency(code: string): Promise<void> {
  (await cookies()).set(CURRENCY_COOKIE, code, { path: '/', sameSite: 'lax', secure: isSecure(), maxAge: KEPT_SECONDS });
}
