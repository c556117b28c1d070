/** An amount in one currency, as the API has it. */
export interface Price {
  amount_minor: number;
  currency: string;
  /** In a sale: what it is compared with, where that was higher, and until when. */
  before_minor?: number | null;
  sale_ends_at?: string | null;
  /** Where one chooses what one pays: between these, and the amount is what is suggested. */
  least_minor?: number | null;
  most_minor?: number | null;
}

/** Whether one chooses what one pays. */
export function isChosen<P extends Price>(price: P): price is P & { least_minor: number } {
  return price.least_minor != null;
}

/** The currency that a visitor wants to see and pay. Written by scripts and actions, read by both. */
export const CURRENCY_COOKIE = 'currency';
export const KEPT_SECONDS = 365 * 24 * 3600;

const CODE = /^[A-Z]{3}$/;

/** What a cookie names; empty for anything that is no currency. */
export const currencyIn = (cookie: string | undefined) => (cookie && CODE.test(cookie) ? cookie : '');

/** The price in the wanted currency, or the main one, which comes first, where there is none in it. */
export function inCurrency<P extends Price>(prices: [P, ...P[]] | P[], wanted: string): P {
  const found = prices.find(({ currency }) => currency === wanted) ?? prices[0];
  if (!found) throw new Error('nothing has no price at all');
  return found;
}

/** What a currency is called: “US Dollar”. Its code where nobody knows it. */
export function currencyName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'currency', fallback: 'code' }).of(code) ?? code;
}
