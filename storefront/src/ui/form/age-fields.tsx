'use client';

import { useTranslations } from 'next-intl';

import { ChoiceField, TextField } from './field';

/** Asks on which side of the `limit` one's age is, and who is younger for somebody to write to. */
export function AgeFields({ limit }: { limit: number }) {
  const t = useTranslations('forms.age');
  return (
    <div className="group/age">
      <ChoiceField
        legend={t('legend')}
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
  );
}
