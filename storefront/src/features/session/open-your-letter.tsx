'use client';

import { useTranslations } from 'next-intl';

import { Alert } from '@/ui/alert';
import { Button } from '@/ui/button';
import { ActionForm } from '@/ui/form/action-form';
import { Submit } from '@/ui/form/submit';

import { resendLetter } from './actions';
import { Step } from './step';

/** After signing up: a letter is on its way, and what to do when it does not come. */
export function OpenYourLetter({ email, onOtherAddress }: { email: string; onOtherAddress: () => void }) {
  const t = useTranslations('session');
  return (
    <Step icon="mail" title={t('letterTitle')} text={t.rich('letterText', { email, b: (words) => <b className="text-ink">{words}</b> })}>
      <p className="mb-6 text-sm text-muted">{t('letterNotThere')}</p>
      <ActionForm action={resendLetter} className="space-y-4" after={() => <Alert look="success">{t('letterAgainDone')}</Alert>}>
        <input type="hidden" name="email" value={email} />
        <Submit look="outline" className="w-full">
          {t('sendLetterAgain')}
        </Submit>
      </ActionForm>
      <Button look="quiet" className="mt-3 w-full" onClick={onOtherAddress}>
        {t('anotherAddress')}
      </Button>
    </Step>
  );
}
