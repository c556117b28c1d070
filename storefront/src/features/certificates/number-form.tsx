import { getTranslations } from 'next-intl/server';

import { ActionForm } from '@/ui/form/action-form';
import { TextField } from '@/ui/form/field';
import { Submit } from '@/ui/form/submit';

import { findCertificate } from './actions';

/** A certificate's number, typed from its sheet. */
export async function NumberForm() {
  const t = await getTranslations('certificates');
  return (
    <ActionForm action={findCertificate} className="space-y-6">
      <TextField label={t('number')} name="number" hint={t('numberHint')} autoComplete="off" autoCapitalize="characters" spellCheck={false} required />
      <Submit>{t('check')}</Submit>
    </ActionForm>
  );
}
