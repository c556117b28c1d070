import { getLocale, getTranslations } from 'next-intl/server';

import { getSite } from '@/features/site/api';
import { Link } from '@/i18n/navigation';
import type { PlanOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Icon } from '@/ui/icon';

import { PlanLink, PlanPrice } from './plan-offer';
import { intervalsOf, type Interval } from './saving';

// Written out, so that the styles are made; each shows what belongs to the rhythm that is chosen.
const SHOWN: Record<Interval, string> = {
  month: 'hidden group-has-[[value=month]:checked]/plans:block',
  year: 'hidden group-has-[[value=year]:checked]/plans:block',
};

/** What the plans are, side by side; which rhythm is shown is chosen without scripts. */
export async function PlanList({ plans, courseCount }: { plans: PlanOut[]; courseCount: number }) {
  const [t, { tax }] = await Promise.all([getTranslations('plans'), getSite()]);
  const intervals = intervalsOf(plans);
  return (
    <div className="group/plans container-page py-12 sm:py-20">
      <header className="mx-auto max-w-3xl text-center">
        <h1 className="font-display text-5xl uppercase sm:text-7xl">{t('title')}</h1>
        <p className="mt-6 text-lg leading-relaxed text-balance">{courseCount ? t('lead', { count: courseCount }) : t('leadPlain')}</p>
      </header>
      {intervals.length > 1 && <Rhythms intervals={intervals} />}
      {plans.length ? (
        <>
          <ul className={`mt-12 grid items-stretch gap-6 ${WIDTHS[Math.min(plans.length, 3)]}`}>
            {plans.map((plan) => (
              <PlanCard key={plan.id} plan={plan} intervals={intervals} isAlone={intervals.length === 1} isOnly={plans.length === 1} />
            ))}
          </ul>
          <p className="mx-auto mt-8 max-w-2xl text-center text-sm text-balance text-muted">
            {t(`tax.${tax}`)} {t('small')}
          </p>
          <Questions />
        </>
      ) : (
        <div className="mt-12">
          <Empty icon="file" title={t('none')} text={t('noneText')}>
            <Link href="/courses" className={buttonClass('accent')}>
              {t('findCourses')}
            </Link>
          </Empty>
        </div>
      )}
    </div>
  );
}

const WIDTHS: Record<number, string> = {
  1: 'mx-auto max-w-md',
  2: 'mx-auto max-w-4xl md:grid-cols-2',
  3: 'md:grid-cols-2 lg:grid-cols-3',
};

async function Rhythms({ intervals }: { intervals: Interval[] }) {
  const t = await getTranslations('plans');
  return (
    <fieldset className="mt-10 flex min-w-0 justify-center">
      <legend className="sr-only">{t('rhythm')}</legend>
      <div className="flex flex-wrap justify-center rounded-3xl bg-surface-2 p-1">
        {intervals.map((interval, place) => (
          <label
            key={interval}
            className="flex min-h-11 cursor-pointer items-center rounded-full px-6 text-sm font-semibold text-ink has-checked:bg-primary has-checked:text-on-primary has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
          >
            <input type="radio" name="rhythm" value={interval} defaultChecked={place === 0} className="sr-only" />
            {t(`rhythms.${interval}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface CardProps {
  plan: PlanOut;
  intervals: Interval[];
  /** Whether there is one rhythm, which is always shown. */
  isAlone: boolean;
  /** Whether there is one plan, which nothing has to be recommended before. */
  isOnly: boolean;
}

async function PlanCard({ plan, intervals, isAlone, isOnly }: CardProps) {
  const [t, locale] = await Promise.all([getTranslations('plans'), getLocale()]);
  const ground = plan.is_highlighted ? 'scheme-dark bg-surface text-ink-2 dark:bg-surface-2' : 'bg-surface';
  return (
    <li className={`flex flex-col rounded-card p-8 ${ground}`}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-xl">{plan.name}</h2>
        {plan.is_highlighted && !isOnly && <span className="rounded-full bg-accent px-3 py-1 text-xs font-semibold text-on-accent">{t('recommended')}</span>}
      </div>
      {plan.summary && <p className="mt-3">{plan.summary}</p>}
      {intervals.map((interval) => {
        const per = t(`per.${interval}`);
        const trial = plan.trial_days ? t('trial', { days: plan.trial_days, price: '#', per }) : '';
        return (
          <div key={interval} className={isAlone ? '' : SHOWN[interval]}>
            <PlanPrice prices={plan.prices} interval={interval} locale={locale} labels={{ per, trial, saves: t('saves', { percent: '#' }), plain: t('noTrial', { per }) }} />
          </div>
        );
      })}
      <ul className="mt-6 mb-8 grid gap-3">
        {plan.features.map((feature) => (
          <li key={feature} className="flex gap-3">
            <Icon name="check" className="mt-0.5 size-5 text-accent-text" />
            <span className="min-w-0 flex-1">{feature}</span>
          </li>
        ))}
      </ul>
      <div className="mt-auto">
        {intervals.map((interval) => (
          <div key={interval} className={isAlone ? '' : SHOWN[interval]}>
            <PlanLink prices={plan.prices} interval={interval} className={`${buttonClass(plan.is_highlighted ? 'accent' : 'outline')} w-full`}>
              {plan.trial_days ? t('tryFree', { name: plan.name }) : t('begin', { name: plan.name })}
            </PlanLink>
          </div>
        ))}
      </div>
    </li>
  );
}

async function Questions() {
  const t = await getTranslations('plans.questions');
  return (
    <section className="mx-auto mt-20 max-w-3xl">
      <h2 className="font-display text-3xl uppercase">{t('title')}</h2>
      <dl className="mt-6 divide-y divide-hairline border-y border-hairline">
        {(['ends', 'bought', 'artists'] as const).map((name) => (
          <div key={name} className="py-6">
            <dt className="font-semibold text-ink">{t(name)}</dt>
            <dd className="mt-2 leading-relaxed">{t(`${name}Text`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
