import { getTranslations } from 'next-intl/server';

import type { GiftOut } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { ButtonForm } from '@/ui/form/button-form';
import { TextField } from '@/ui/form/field';
import { Submit } from '@/ui/form/submit';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { changeRecipient, sendGiftAgain } from './actions';
import { GiftLink } from './gift-link';

/** How a gift that one has bought stands, and what can be done while nobody has accepted it. */
export async function Given({ gift, locale }: { gift: GiftOut; locale: string }) {
  const t = await getTranslations('gift');
  const day = gift.send_on && new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(gift.send_on));
  const isOpen = gift.state === 'waiting' || gift.state === 'sent';
  return (
    <section aria-labelledby={`gift-${gift.id}`} className="mt-10 rounded-card bg-surface p-6">
      <h2 id={`gift-${gift.id}`} className="flex items-center gap-2 text-lg font-semibold break-words text-ink">
        <Icon name="gift" className="size-5" />
        {t('givenTo', { name: gift.recipient_name })}
      </h2>
      <p className="mt-1 text-sm break-all text-muted">{gift.recipient_email}</p>
      <p className="mt-4">
        {gift.state === 'accepted' && t.rich('states.accepted', { name: gift.recipient_name, at: () => <Moment at={gift.accepted_at!} as="day" /> })}
        {gift.state === 'sent' && t.rich('states.sent', { at: () => <Moment at={gift.sent_at!} as="day" /> })}
        {gift.state === 'waiting' && (day ? t('states.waitingUntil', { day }) : t('states.waiting'))}
        {gift.state === 'unpaid' && (day ? t('states.unpaidUntil', { day }) : t('states.unpaid'))}
        {gift.state === 'given_back' && t('states.givenBack')}
      </p>
      {gift.message && <blockquote className="mt-4 border-s-4 border-accent ps-4 break-words whitespace-pre-line">{gift.message}</blockquote>}
      {isOpen && (
        <>
          <GiftLink link={gift.link} labels={{ link: t('link'), hint: t('linkHint'), copy: t('copy'), copied: t('copied') }} />
          <div className="mt-5 space-y-1">
            <ButtonForm action={sendGiftAgain} sends={{ gift: gift.id }}>
              {gift.state === 'sent' ? t('sendAgain') : t('sendNow')}
            </ButtonForm>
            <details className="group pt-2">
              <summary className="inline-flex min-h-11 cursor-pointer items-center gap-2 text-sm font-semibold text-ink underline-offset-4 hover:underline">
                <Icon name="chevron-right" className="size-4 group-open:rotate-90 motion-safe:transition-transform" />
                {t('change')}
              </summary>
              <ActionForm action={changeRecipient} className="mt-3 max-w-xl space-y-4">
                <input type="hidden" name="gift" value={gift.id} />
                <p className="text-sm">{t('changeNote')}</p>
                <TextField label={t('recipientName')} name="recipient_name" defaultValue={gift.recipient_name} autoComplete="off" maxLength={100} required />
                <TextField label={t('recipientEmail')} name="recipient_email" type="email" defaultValue={gift.recipient_email} autoComplete="off" maxLength={254} required />
                <Submit look="outline">{t('changeNow')}</Submit>
              </ActionForm>
            </details>
          </div>
        </>
      )}
    </section>
  );
}
