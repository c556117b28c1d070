import { randomUUID } from 'node:crypto';

import { getLocale, getTranslations } from 'next-intl/server';

import { AmountField } from '@/features/currency/amount-field';
import { inCurrency, isChosen } from '@/features/currency/currency';
import { Link } from '@/i18n/navigation';
import type { CourseOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { ActionForm } from '@/ui/form/action-form';
import { TextAreaField, TextField } from '@/ui/form/field';
import { Submit } from '@/ui/form/submit';
import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';

import { orderGift } from './actions';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Props {
  course: CourseOut;
  /** In which the giver wants to pay, where the course is sold in it. */
  currency: string;
}

/** A course that is for somebody else: for whom, what they are told, and on which day. */
export async function GiftForm({ course, currency }: Props) {
  const [t, locale] = await Promise.all([getTranslations('gift'), getLocale()]);
  const { document, live } = course;
  const asked = inCurrency(live.prices, currency);
  const money = (minor: number) => formatMoney(minor, asked.currency, locale);
  const price = isChosen(asked) ? '' : money(asked.amount_minor);
  return (
    <div className="container-page py-8 sm:py-12 lg:py-16">
      <div className="mx-auto max-w-2xl">
        <Link href={`/courses/${document.slug}`} prefetch={false} className="-ms-1 mb-4 inline-flex min-h-11 items-center gap-1 text-sm font-medium text-ink underline-offset-4 hover:underline">
          <Icon name="chevron-left" className="size-4" />
          {t('toTheCourse')}
        </Link>
        <h1 className="title-own">{t('giveTitle')}</h1>
        <p className="mt-4 leading-relaxed">{t('giveLead')}</p>
        <div className="mt-8 flex items-center gap-4 rounded-card bg-surface p-4">
          {document.thumbnail && <Picture picture={document.thumbnail} alt="" sizes="8rem" className="aspect-video w-28 rounded-card object-cover sm:w-32" />}
          <p className="min-w-0 flex-1 font-semibold break-words text-ink">{document.title}</p>
          <p className="font-semibold text-ink">{price}</p>
        </div>
        <ActionForm action={orderGift} className="mt-8 space-y-6">
          <input type="hidden" name="course" value={document.id} />
          {!isChosen(asked) && <input type="hidden" name="amount_minor" value={asked.amount_minor} />}
          <input type="hidden" name="currency" value={asked.currency} />
          <input type="hidden" name="once" value={randomUUID()} />
          {isChosen(asked) && (
            <AmountField
              label={t('amount')}
              hint={t(asked.least_minor ? 'amountFrom' : 'amountFree', { least: money(asked.least_minor), suggested: money(asked.amount_minor) })}
              price={asked}
              locale={locale}
            />
          )}
          <TextField label={t('recipientName')} name="recipient_name" autoComplete="off" maxLength={100} required />
          <TextField label={t('recipientEmail')} name="recipient_email" type="email" autoComplete="off" maxLength={254} hint={t('recipientEmailHint')} required />
          <TextAreaField label={t('message')} name="message" rows={4} maxLength={1000} />
          <TextField label={t('sendOn')} name="send_on" type="date" min={dayIn(0)} max={dayIn(365)} hint={t('sendOnHint')} />
          {!isChosen(asked) && <TextField label={t('coupon')} name="coupon" autoComplete="off" maxLength={40} />}
          <Submit look="accent" className="max-sm:w-full">
            {price ? t('order', { price }) : t('orderAmount')}
          </Submit>
          <p className="text-sm text-muted">{t('orderNote')}</p>
        </ActionForm>
      </div>
    </div>
  );
}

const dayIn = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
