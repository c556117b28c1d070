import { getTranslations } from 'next-intl/server';

import { PageHead } from '@/features/account/page-head';
import { Section } from '@/features/account/section';
import { Link } from '@/i18n/navigation';
import type { MyPlanOut, SubscriptionOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { cancelPlan, keepPlan, pausePlan, resumePlan } from './actions';
import { CARDS, changePath, PLANS } from './paths';
import { priceText } from './price-text';

const OVER = new Set(['ended', 'given_up']);
const PAUSES = [1, 2, 3];

interface Props {
  plan: MyPlanOut;
  /** What did not work on the way here. */
  problem?: 'silent' | 'failed';
}

/** The plan of the account: what it is, what comes next, and every way to change it. */
export async function MyPlan({ plan: { subscription, choices }, problem }: Props) {
  const t = await getTranslations('plans.mine');
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {problem && (
        <p role="alert" className="mb-8 flex gap-3 rounded-card bg-warning-soft p-4 text-sm text-warning">
          <Icon name="warning" />
          {t(problem)}
        </p>
      )}
      {subscription ? <Standing held={subscription} /> : <None />}
      {subscription && !OVER.has(subscription.state) && subscription.state !== 'opening' && (
        <>
          {choices.length > 0 && !subscription.cancels_at && !subscription.pauses && <Choices choices={choices} held={subscription} />}
          <Pause held={subscription} />
          <Cards />
          <Cancel held={subscription} />
        </>
      )}
      {subscription && OVER.has(subscription.state) && <Cards />}
    </>
  );
}

async function None() {
  const t = await getTranslations('plans.mine');
  return (
    <Empty icon="file" title={t('none')} text={t('noneText')}>
      <Link href={PLANS} className={buttonClass('accent')}>
        {t('see')}
      </Link>
    </Empty>
  );
}

async function Standing({ held }: { held: SubscriptionOut }) {
  const [t, price] = await Promise.all([getTranslations('plans.mine'), priceText(held.price)]);
  return (
    <section className="rounded-card bg-surface p-6 sm:p-8">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="text-2xl">{held.plan}</h2>
        <span className={`rounded-full px-3 py-1 text-xs font-semibold ${held.state === 'past_due' ? 'bg-warning-soft text-warning' : 'bg-surface-2 text-ink'}`}>
          {t(`states.${held.state}`)}
        </span>
      </div>
      <p className="mt-2 text-lg text-ink">{price}</p>
      {held.tax !== 'off' && <p className="mt-1 text-sm text-muted">{t(`tax.${held.tax}`)}</p>}
      <p className="mt-4 leading-relaxed">
        <Next held={held} price={price} />
      </p>
      <div className="mt-6 flex flex-wrap gap-3 empty:hidden">
        {held.state === 'opening' && held.url && (
          <a href={held.url} className={buttonClass('accent')}>
            <Icon name="lock" />
            {t('goOn')}
          </a>
        )}
        {held.state === 'past_due' && (
          <a href={CARDS} className={buttonClass('accent')}>
            {t('fixCard')}
          </a>
        )}
        {OVER.has(held.state) && (
          <Link href={PLANS} className={buttonClass('accent')}>
            {t('again')}
          </Link>
        )}
        {held.cancels_at && !OVER.has(held.state) && (
          <ButtonForm action={keepPlan} look="accent">
            {t('keep')}
          </ButtonForm>
        )}
      </div>
    </section>
  );
}

/** What comes next, in a sentence. */
async function Next({ held, price }: { held: SubscriptionOut; price: string }) {
  const t = await getTranslations('plans.mine');
  const at = (moment: string | null) => ({ date: () => (moment ? <Moment at={moment} as="day" /> : null) });
  if (held.state === 'opening') return t('opening');
  if (OVER.has(held.state)) return t.rich('ended', at(held.ended_at));
  if (held.state === 'past_due') return held.is_good ? t.rich('grace', at(held.grace_until)) : t('closed');
  if (held.state === 'paused') {
    return (
      <>
        {t('paused')} {held.resumes_at && t.rich('resumes', at(held.resumes_at))}
      </>
    );
  }
  if (held.cancels_at) return t.rich('cancels', at(held.cancels_at));
  if (held.pauses) {
    return (
      <>
        {t.rich('pausesFrom', at(held.period_end))} {held.resumes_at && t.rich('resumes', at(held.resumes_at))}
      </>
    );
  }
  if (held.state === 'trialing') return t.rich('trialUntil', { ...at(held.trial_ends_at), price });
  return held.paid_with ? t.rich('nextWith', { ...at(held.period_end), card: held.paid_with }) : t.rich('next', at(held.period_end));
}

async function Choices({ choices, held }: { choices: MyPlanOut['choices']; held: SubscriptionOut }) {
  const [t, prices] = await Promise.all([getTranslations('plans.mine'), Promise.all(choices.map(({ price }) => priceText(price)))]);
  return (
    <Section title={t('change')} lead={t('changeText')}>
      <ul className="divide-y divide-hairline border-y border-hairline">
        {choices.map(({ plan, price }, place) => (
          <li key={price.id} className="flex flex-wrap items-center justify-between gap-4 py-4">
            <span>
              <span className="block font-semibold text-ink">{plan}</span>
              <span className="block text-sm text-muted">{prices[place]}</span>
            </span>
            {(held.state === 'active' || held.state === 'trialing') && (
              <Link href={changePath(price.id)} prefetch={false} className={buttonClass('outline')} aria-label={`${t('goOver')}: ${plan}, ${prices[place]}`}>
                {t('goOver')}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function Pause({ held }: { held: SubscriptionOut }) {
  const t = await getTranslations('plans.mine');
  if (held.state === 'paused' || held.pauses) {
    const isPaused = held.state === 'paused';
    return (
      <Section title={t('pause')} lead={isPaused ? t('resumeText') : undefined}>
        <ButtonForm action={resumePlan} look="accent" waysOut={{ plan_payment_declined: <a href={CARDS}>{t('cost.otherCard')}</a> }}>
          {t(isPaused ? 'resume' : 'stayOn')}
        </ButtonForm>
      </Section>
    );
  }
  if (!held.may_pause) return null;
  return (
    <Section title={t('pause')} lead={t('pauseText')}>
      <ul className="flex flex-wrap gap-3">
        {PAUSES.map((months) => (
          <li key={months}>
            <ButtonForm action={pausePlan} sends={{ months: String(months) }} label={`${t('pause')}: ${t('pauseFor', { months })}`}>
              {t('pauseFor', { months })}
            </ButtonForm>
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function Cards() {
  const t = await getTranslations('plans.mine');
  return (
    <Section title={t('cards')} lead={t('cardsText')}>
      <a href={CARDS} className={buttonClass('outline')}>
        {t('toCards')}
      </a>
      <p className="mt-4 text-sm text-muted">
        {t.rich('receipts', {
          link: (words) => (
            <Link href="/account/orders" prefetch={false} className="font-medium text-ink underline underline-offset-4">
              {words}
            </Link>
          ),
        })}
      </p>
    </Section>
  );
}

async function Cancel({ held }: { held: SubscriptionOut }) {
  const t = await getTranslations('plans.mine');
  if (held.cancels_at) return null;
  const isPaid = held.state === 'active' || held.state === 'trialing';
  const date = () => (held.period_end ? <Moment at={held.period_end} as="day" /> : null);
  return (
    <Section title={t('cancel')} lead={isPaid ? t.rich('cancelText', { date }) : t('cancelNow')}>
      <ButtonForm action={cancelPlan} look="outline">
        {t('cancelButton')}
      </ButtonForm>
    </Section>
  );
}
