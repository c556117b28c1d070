/** An amount in a currency's smallest unit, as people of `locale` write it; whole amounts without decimals. */
export function formatMoney(amountMinor: number, currency: string, locale: string): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const amount = amountMinor / 10 ** digitsOf(currency);
  if (!Number.isInteger(amount)) return format.format(amount);
  return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);
}

/** An amount with its point, without a currency's sign: 49.00. */
export function plainAmount(amountMinor: number, currency: string): string {
  const digits = digitsOf(currency);
  return (amountMinor / 10 ** digits).toFixed(digits);
}

/** How many decimals a currency has: 2 for euros, none for yen. */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount as somebody would type it: 15, or 15.50. */
export function typedMoney(amountMinor: number, currency: string): string {
  const digits = digitsOf(currency);
  const amount = amountMinor / 10 ** digits;
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(digits);
}

// More digits than anybody pays; they still fit a number.
const AMOUNT = /^(\d{1,12})(?:[.,](\d+))?$/;

/** What was typed, in the currency's smallest unit; null for what is no amount of it, or has too many decimals. */
export function minorOf(typed: string, currency: string): number | null {
  const [, whole, decimals = ''] = AMOUNT.exec(typed.replace(/\s/g, '')) ?? [];
  const digits = digitsOf(currency);
  if (whole === undefined || decimals.length > digits) return null;
  return Number(whole + decimals.padEnd(digits, '0'));
}

/** The sign that stands before amounts: €, or CHF. */
export function signOf(currency: string, locale: string): string {
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
