import { getTranslations } from 'next-intl/server';

import type { GivingBackOut, OrderOut } from '@/lib/api/schema';
import { formatMoney } from '@/lib/money';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { GiveBackForm } from './give-back-form';

interface Props {
  order: OrderOut;
  lines: GivingBackOut[];
  locale: string;
}

/** Whether and until when each thing may be given back, and the way to do it or to ask for it. */
export async function GivingBack({ order, lines, locale }: Props) {
  const t = await getTranslations('account');
  const shown = lines.filter((line) => line.why_not !== 'given_back' || line.request);
  if (!shown.length) return null;
  // What is given is ordered by itself.
  const isGift = order.lines.every(({ gift }) => gift);
  const isWaiting = isGift && order.lines.every(({ gift }) => gift?.state !== 'accepted');
  return (
    <section aria-labelledby="giving-back" className="mt-12">
      <h2 id="giving-back" className="title-section">
        {t('givingBack')}
      </h2>
      <ul className="mt-4 divide-y divide-hairline border-y border-hairline">
        {shown.map((line) => (
          <li key={line.line} className="py-5">
            {lines.length > 1 && <p className="mb-1 font-semibold text-ink">{line.title}</p>}
            <Standing line={line} isGift={isGift} isWaiting={isWaiting} />
            {line.why_not !== 'given_back' && line.request?.state !== 'waiting' && (
              <details className="group mt-3">
                <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 font-semibold text-ink underline-offset-4 hover:underline">
                  <Icon name="chevron-right" className="size-4 group-open:rotate-90 motion-safe:transition-transform" />
                  {line.is_open ? t('giveBack') : t('askForMoney')}
                </summary>
                <GiveBackForm order={order.id} line={line.line} isOpen={line.is_open} isGift={isGift} amount={formatMoney(line.amount_minor, order.currency, locale)} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `isWaiting`: a gift that nobody has accepted, so that nobody has opened anything of it. */
async function Standing({ line, isGift, isWaiting }: { line: GivingBackOut; isGift: boolean; isWaiting: boolean }) {
  const t = await getTranslations('account');
  const { request } = line;
  if (request?.state === 'waiting') return <p>{t('askedForMoney')}</p>;
  return (
    <>
      {request?.state === 'declined' && (
        <p className="mb-3 rounded-card bg-surface p-4 whitespace-pre-line">
          <strong className="block text-ink">{t('moneyDeclined')}</strong>
          {request.answer}
        </p>
      )}
      {request?.state === 'approved' && request.answer && <p className="mb-3 rounded-card bg-surface p-4 whitespace-pre-line">{request.answer}</p>}
      {line.why_not !== 'given_back' && (
        <p>
          {line.until && (line.is_open || line.why_not === 'too_far') ? (
            <>
              {t.rich(line.is_open ? (isWaiting ? 'mayGiveBackWaiting' : isGift ? 'mayGiveBackGift' : 'mayGiveBack') : isGift ? 'tooFarGift' : 'tooFar', {
                until: () => <Moment at={line.until!} as="day" />,
                now: line.progress_percent,
                most: line.limit_percent,
              })}
            </>
          ) : (
            t(line.why_not === 'too_late' ? 'tooLate' : 'noTerms')
          )}
        </p>
      )}
    </>
  );
}
