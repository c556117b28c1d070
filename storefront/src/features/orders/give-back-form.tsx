'use client';

import { useTranslations } from 'next-intl';

import { ActionForm } from '@/ui/form/action-form';
import { TextAreaField } from '@/ui/form/field';
import { Submit } from '@/ui/form/submit';

import { askForMoneyBack, giveBack } from './actions';

interface Props {
  order: string;
  line: string;
  /** Whether it comes back without asking. */
  isOpen: boolean;
  isGift: boolean;
  amount: string;
}

export function GiveBackForm({ order, line, isOpen, isGift, amount }: Props) {
  const t = useTranslations('account');
  return (
    <ActionForm action={isOpen ? giveBack : askForMoneyBack} className="mt-3 max-w-xl space-y-4">
      <input type="hidden" name="order" value={order} />
      <input type="hidden" name="line" value={line} />
      <p className="text-sm">{isOpen ? t(isGift ? 'giveBackNoteGift' : 'giveBackNote', { amount }) : t('askForMoneyNote')}</p>
      <TextAreaField label={t('giveBackWhy')} name="words" rows={3} maxLength={isOpen ? 1000 : 2000} required={!isOpen} />
      <Submit look="outline">{isOpen ? t('giveBackNow', { amount }) : t('askForMoneyNow')}</Submit>
    </ActionForm>
  );
}
