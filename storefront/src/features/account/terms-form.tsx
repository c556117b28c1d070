'use client';

import { useTranslations } from 'next-intl';

import { ActionForm } from '@/ui/form/action-form';
import { CheckField, ChoiceField, TextField } from '@/ui/form/field';
import { Submit } from '@/ui/form/submit';

import { acceptTerms } from './actions';

/** Accepts the terms that hold now, and states one's age anew. */
export function TermsForm({ version, limit }: { version: string; limit: number }) {
  const t = useTranslations('account');
  return (
    <ActionForm action={acceptTerms}>
      <input type="hidden" name="terms_version" value={version} />
      <div className="group/age">
        <ChoiceField
          legend={t('ageLegend')}
          name="is_of_age"
          choices={[
            { value: 'yes', label: t('ofAge', { limit }) },
            { value: 'no', label: t('underAge', { limit }) },
          ]}
          required
        />
        <div className="mt-3 hidden group-has-[input[value=no]:checked]/age:block">
          <TextField label={t('guardianEmail')} hint={t('guardianHint')} name="guardian_email" type="email" autoComplete="off" maxLength={254} />
        </div>
      </div>
      <CheckField name="accept" required label={t('acceptTerms', { version })} />
      <Submit>{t('acceptSubmit')}</Submit>
    </ActionForm>
  );
}
