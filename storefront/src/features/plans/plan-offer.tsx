'use client';

import type { ReactNode } from 'react';

import { useCurrency } from '@/features/currency/use-currency';
import type { PlanPriceOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';

import { beginPath } from './paths';
import { leastPrice, priceOf, savingOf, type Interval, type Priced } from './saving';

/** What stands in place of an amount, and of its rhythm. */
const [AMOUNT, PER] = ['#', '@'];

interface PriceProps {
  prices: PlanPriceOut[];
  interval: Interval;
  locale: string;
  labels: {
    per: string;
    /** What comes after a trial, with # for the price; empty without one. */
    trial: string;
    /** With # for the percents that are saved. */
    saves: string;
    /** Where there is nothing else to say. */
    plain: string;
  };
}

/** What a plan costs in a rhythm, in the currency that the visitor has chosen where it is sold in it. */
export function PlanPrice({ prices, interval, locale, labels }: PriceProps) {
  const wanted = useCurrency();
  const price = priceOf({ prices }, interval, wanted);
  if (!price) return null;
  const amount = formatMoney(price.amount_minor, price.currency, locale);
  const saving = interval === 'year' ? savingOf({ prices }, wanted) : 0;
  const said = [labels.trial.replace(AMOUNT, amount), saving > 0 && labels.saves.replace(AMOUNT, String(saving))].filter(Boolean);
  return (
    <>
      <p className="mt-6 text-ink">
        <span className="font-display text-5xl font-extrabold tracking-tight">{amount}</span>
        <span className="ms-2 text-muted">{labels.per}</span>
      </p>
      <p className="mt-2 text-sm text-muted">{said.join(' · ') || labels.plain}</p>
    </>
  );
}

/** Where the plan begins, at the price that is shown. */
export function PlanLink({ prices, interval, className, children }: { prices: PlanPriceOut[]; interval: Interval; className: string; children: ReactNode }) {
  const price = priceOf({ prices }, interval, useCurrency());
  if (!price) return null;
  // It answers with the way to another site: a link of the browser's own, not of the router's.
  return (
    <a href={beginPath(price.id)} rel="nofollow" className={className}>
      {children}
    </a>
  );
}

/** From what one may have a plan, in words with # for the amount and @ for its rhythm. */
export function LeastPlanPrice({ plans, text, per, locale }: { plans: Priced[]; text: string; per: Record<Interval, string>; locale: string }) {
  const least = leastPrice(plans, useCurrency());
  return least && text.replace(AMOUNT, formatMoney(least.amount_minor, least.currency, locale)).replace(PER, per[least.interval]);
}
