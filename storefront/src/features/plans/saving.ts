import type { PlanPriceOut } from '@/lib/api/schema';

export type Interval = PlanPriceOut['interval'];

/** What of a plan tells its prices. */
export interface Priced {
  prices: PlanPriceOut[];
}

/** The rhythms in which something is offered, monthly first. */
export function intervalsOf(plans: Priced[]): Interval[] {
  return (['month', 'year'] as const).filter((interval) => plans.some((plan) => priceOf(plan, interval)));
}

/** What a plan costs in a rhythm: in the wanted currency where it does, else in euros, else in what comes first. */
export function priceOf(plan: Priced, interval: Interval, wanted = ''): PlanPriceOut | undefined {
  const prices = plan.prices.filter((price) => price.interval === interval);
  const inCurrency = (code: string) => prices.find((price) => price.currency === code);
  return inCurrency(wanted) ?? inCurrency('EUR') ?? prices[0];
}

/** How much less a year costs than twelve months, in whole percent; nothing where it is not less. */
export function savingOf(plan: Priced, wanted = ''): number {
  const [month, year] = [priceOf(plan, 'month', wanted), priceOf(plan, 'year', wanted)];
  if (!month || !year || month.currency !== year.currency) return 0;
  return Math.max(0, Math.floor(100 - (100 * year.amount_minor) / (12 * month.amount_minor)));
}

/** The price from which plans begin: the least of a month, else of a year. */
export function leastPrice(plans: Priced[], wanted = ''): PlanPriceOut | undefined {
  for (const interval of ['month', 'year'] as const) {
    const prices = plans.flatMap((plan) => priceOf(plan, interval, wanted) ?? []);
    const shown = prices.find(({ currency }) => currency === wanted) ?? prices[0];
    const least = prices.filter(({ currency }) => currency === shown?.currency).sort((one, other) => one.amount_minor - other.amount_minor)[0];
    if (least) return least;
  }
  return undefined;
}
