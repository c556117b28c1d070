import type { PlanOut, PlanPriceOut } from '@/lib/api/schema';

export type Interval = PlanPriceOut['interval'];

/** The rhythms in which something is offered, monthly first. */
export function intervalsOf(plans: PlanOut[]): Interval[] {
  return (['month', 'year'] as const).filter((interval) => plans.some((plan) => priceOf(plan, interval)));
}

/** What a plan costs in a rhythm: in euros where it does, else in the currency that comes first. */
export function priceOf(plan: PlanOut, interval: Interval): PlanPriceOut | undefined {
  const prices = plan.prices.filter((price) => price.interval === interval);
  return prices.find((price) => price.currency === 'EUR') ?? prices[0];
}

/** How much less a year costs than twelve months, in whole percent; nothing where it is not less. */
export function savingOf(plan: PlanOut): number {
  const [month, year] = [priceOf(plan, 'month'), priceOf(plan, 'year')];
  if (!month || !year || month.currency !== year.currency) return 0;
  return Math.max(0, Math.floor(100 - (100 * year.amount_minor) / (12 * month.amount_minor)));
}

/** The price from which plans begin: the least of a month, else of a year. */
export function leastPrice(plans: PlanOut[]): PlanPriceOut | undefined {
  for (const interval of ['month', 'year'] as const) {
    const prices = plans.flatMap((plan) => priceOf(plan, interval) ?? []);
    const least = prices.filter(({ currency }) => currency === prices[0]?.currency).sort((one, other) => one.amount_minor - other.amount_minor)[0];
    if (least) return least;
  }
  return undefined;
}
