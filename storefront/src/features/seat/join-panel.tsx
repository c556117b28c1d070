'use client';

import { useActionState, useState } from 'react';

import { announcementsPath } from '@/features/ahead/paths';
import { COHORTS_PLACE, cohortsPath } from '@/features/cohorts/paths';
import { AddButton } from '@/features/cart/add-button';
import { inCurrency, isChosen, type Price } from '@/features/currency/currency';
import { useCurrency } from '@/features/currency/use-currency';
import { buyCourse, type BuyState } from '@/features/orders/actions';
import type { Offer } from '@/features/orders/offer';
import { Link } from '@/i18n/navigation';
import { formatMoney, minorOf, typedMoney } from '@/lib/money';
import { buttonClass } from '@/ui/button';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Icon } from '@/ui/icon';
import { Refusal } from '@/ui/refusal';

import { joinCourse, type JoinState } from './actions';
import { AmountChoice, type AmountLabels } from './amount-choice';
import { KeepIt } from './keep-it';
import { isOpen, useIsInMyPlan, useSeat, useTeachesIt } from './seat';

/** What anybody may do: join a free course, buy one with a price, or nothing for a reason. */
export type Door = 'free' | 'priced' | 'full' | 'closed';

/** Where on the course's page one says what one pays. */
export const AMOUNT_PLACE = 'your-amount';

interface Props {
  slug: string;
  /** What goes into the cart. */
  id: string;
  door: Door;
  /** Of a course with a price, full or not: what it costs in each currency, the main one first. */
  offer?: Pick<Offer, 'slug' | 'id'> & { prices: Price[] };
  /** Whether one joins it with a cohort, which is chosen on the course's page. */
  hasCohorts?: boolean;
  locale: string;
  /** The first lesson, where who teaches the course begins to look at it. */
  firstLesson?: string;
  labels: {
    /** With # for the price, where there is one. */
    join: string;
    joining: string;
    /** Where the person's plan opens it. */
    byPlan: string;
    byPlanNote: string;
    /** There, that one may buy it all the same, with # for the price. */
    keep: string;
    /** Of a door that does not open: what stands on it, and why. */
    shut: string;
    note: string;
    failed: string;
    start: string;
    continue: string;
    again: string;
    /** With # for the number. */
    progress: string;
    completed: string;
    announcements: string;
    viewAsLearner: string;
    yours: string;
    toCohorts: string;
    yourCohort: string;
    cart: { add: string; inCart: string; full: string };
    amount: AmountLabels & { free: string; choose: string };
  };
  /** In the bar of a phone there is room for a button alone. */
  isBar?: boolean;
}

/** The way into a course: joining it, or going on in it. */
export function JoinPanel({ slug, id, door, hasCohorts = false, offer: sold, locale, firstLesson, labels, isBar = false }: Props) {
  const isInMyPlan = useIsInMyPlan();
  const offer = isInMyPlan || door !== 'priced' ? undefined : sold;
  const seat = useSeat();
  const teachesIt = useTeachesIt();
  const currency = useCurrency();
  const price = offer && inCurrency(offer.prices, currency);
  const [state, join, isJoining] = useActionState<JoinState & BuyState, FormData>(offer ? buyCourse : joinCourse, {});
  const chosen = price && isChosen(price) ? price : undefined;
  const [written, write] = useState<string>();
  const typed = written ?? state.typed ?? (chosen ? typedMoney(chosen.amount_minor, chosen.currency) : '');
  const minor = chosen ? minorOf(typed, chosen.currency) : (price?.amount_minor ?? null);
  const sum = price && minor !== null ? formatMoney(minor, price.currency, locale) : '';
  const joinLabel = !price ? labels.join : !sum ? labels.amount.buy : minor ? labels.join.replace('#', sum) : labels.amount.free;
  const wide = isBar ? '' : 'w-full';
  if (isOpen(seat)) {
    const { percent } = seat.progress;
    const isDone = seat.enrolment.state === 'completed';
    const mustChoose = seat.enrolment.must_choose_cohort;
    const href = mustChoose ? cohortsPath(slug) : seat.resume ? `/courses/${slug}/lessons/${seat.resume.lesson}` : '/learning';
    const label = mustChoose ? labels.yourCohort : isDone ? labels.again : percent > 0 || seat.progress.last_lesson ? labels.continue : labels.start;
    return (
      <div>
        <Link href={href} prefetch={false} className={`${buttonClass('accent')} ${wide}`}>
          <Icon name={mustChoose ? 'calendar' : 'play'} />
          {label}
        </Link>
        {!isBar && (
          <p className="mt-4 text-sm">
            <progress value={percent} max={100} aria-hidden className="progress-bar block w-full" />
            <span className="mt-1 block">{isDone ? labels.completed : labels.progress.replace('#', String(percent))}</span>
            {seat.resume && !isDone && <span className="block text-muted">{seat.resume.title}</span>}
          </p>
        )}
        {!isBar && (
          <Link href={announcementsPath(slug)} prefetch={false} className="mt-2 inline-flex min-h-11 items-center gap-2 text-sm underline">
            <Icon name="bell" className="size-4" />
            {labels.announcements}
          </Link>
        )}
        {!isBar && sold && seat.enrolment.source === 'plan' && <KeepIt id={sold.id} prices={sold.prices} locale={locale} labels={labels} />}
      </div>
    );
  }
  if (teachesIt && firstLesson) {
    return (
      <div>
        <Link href={firstLesson} prefetch={false} className={`${buttonClass('primary')} ${wide}`}>
          <Icon name="eye" />
          {labels.viewAsLearner}
        </Link>
        {!isBar && <p className="mt-3 text-sm text-muted">{labels.yours}</p>}
      </div>
    );
  }
  if (hasCohorts && (door === 'free' || (door === 'priced' && isInMyPlan))) {
    return (
      <a href={`#${COHORTS_PLACE}`} className={`${buttonClass('accent')} ${wide}`}>
        {labels.toCohorts}
      </a>
    );
  }
  if (chosen && isBar) {
    return (
      <a href={`#${AMOUNT_PLACE}`} className={buttonClass('accent')}>
        {labels.amount.choose}
      </a>
    );
  }
  if (door === 'free' || door === 'priced') {
    const isOfAmount = chosen !== undefined && state.typed !== undefined;
    const refused = state.isNoAmount && price ? labels.amount.wrong.replace('#', formatMoney(price.amount_minor, price.currency, locale)) : state.refused === '' ? labels.failed : state.refused;
    const form = (
      <form action={join} noValidate>
        <HiddenFields
          fields={{
            course: slug,
            ...(offer && price && { id: offer.id, currency: price.currency }),
            ...(price && !chosen && { amount_minor: String(price.amount_minor) }),
          }}
        />
        {chosen && (
          <div className="mb-4">
            <AmountChoice price={chosen} locale={locale} typed={typed} onType={write} refused={isOfAmount ? refused : undefined} labels={labels.amount} />
          </div>
        )}
        <button type="submit" className={`${buttonClass('accent')} ${wide}`} aria-disabled={isJoining}>
          {isJoining ? labels.joining : isInMyPlan ? labels.byPlan : joinLabel}
        </button>
        {!isOfAmount && <Refusal refused={refused} failed={labels.failed} />}
        {isInMyPlan && !isBar && <p className="mt-3 text-sm text-muted">{labels.byPlanNote}</p>}
      </form>
    );
    if (isInMyPlan) {
      return (
        <>
          {form}
          {!isBar && sold && <KeepIt id={sold.id} prices={sold.prices} locale={locale} labels={labels} />}
        </>
      );
    }
    return (
      <div className={isBar ? 'flex flex-row-reverse items-center gap-2' : 'space-y-3'}>
        {form}
        <AddButton thing={{ kind: 'course', id, ...(chosen && minor !== null && { amount: { amount_minor: minor, currency: chosen.currency } }) }} labels={{ ...labels.cart, failed: labels.failed }} isBar={isBar} />
        {!isBar && labels.note && <p className="text-sm text-muted">{labels.note}</p>}
      </div>
    );
  }
  return (
    <div>
      <button type="button" disabled className={`min-h-11 rounded-full bg-surface-2 px-5 py-2 text-sm font-semibold text-muted ${wide}`}>
        {labels.shut}
      </button>
      {!isBar && <p className="mt-3 text-sm text-muted">{labels.note}</p>}
    </div>
  );
}
