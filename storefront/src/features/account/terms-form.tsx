'use client';

import { useTranslations } from 'next-intl';

import { ActionForm } from '@/ui/form/action-form';
import { AgeFields } from '@/ui/form/age-fields';
import { CheckField } from '@/ui/form/field';
import { Submit } from '@/ui/form/submit';

import { acceptTerms } from './actions';

/** Accepts the terms that hold now, and states one's age anew. */
export function TermsForm({ version, limit }: { version: string; limit: number }) {
  const t = useTranslations('account');
  return (
    <ActionForm action={acceptTerms}>
      <input type="hidden" name="terms_version" value={version} />
      <AgeFields limit={limit} />
      <CheckField name="accept" required label={t('acceptTerms', { version })} />
      <Submit>{t('acceptSubmit')}</Submit>
    </ActionForm>
  );
}
