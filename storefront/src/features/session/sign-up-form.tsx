'use client';

import { useTranslations } from 'next-intl';

import { Link } from '@/i18n/navigation';
import type { SignUpForm as Asked } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { AgeFields } from '@/ui/form/age-fields';
import { CheckField, TextField } from '@/ui/form/field';
import { PasswordField } from '@/ui/form/password-field';
import { Submit } from '@/ui/form/submit';

import { signUp } from './actions';
import { FormHeading } from './form-heading';
import { OpenYourLetter } from './open-your-letter';

/** Asks for an account; once it was asked for, says to open the letter. */
export function SignUpForm({ asked, next }: { asked: Asked; next?: string }) {
  const t = useTranslations('session');
  return (
    <ActionForm
      action={signUp}
      after={(state, again) => <OpenYourLetter email={String(state.values?.email ?? '')} onOtherAddress={again} />}
    >
      <FormHeading title={t('signUpTitle')} text={t('signUpLead')} />
      <Fields asked={asked} />
      {next && <input type="hidden" name="next" value={next} />}
      <Submit look="primary" className="w-full">
        {t('signUp')}
      </Submit>
    </ActionForm>
  );
}

function Fields({ asked }: { asked: Asked }) {
  const t = useTranslations('session');
  return (
    <>
      <TextField label={t('displayName')} hint={t('displayNameHint')} name="display_name" autoComplete="name" maxLength={80} required />
      <TextField label={t('email')} name="email" type="email" autoComplete="username" maxLength={254} required />
      <PasswordField label={t('password')} name="password" isNew />
      <AgeFields limit={asked.age_limit} />
      <fieldset>
        <legend className="text-sm font-semibold text-ink">{t('rolesLegend')}</legend>
        <p className="mb-1 text-sm text-muted">{t('rolesHint')}</p>
        {asked.wanted_roles.map((role) => (
          <CheckField key={role} name="wanted_roles" value={role} label={t(`role.${role as 'producer'}`)} />
        ))}
      </fieldset>
      <input type="hidden" name="terms_version" value={asked.terms_version} />
      <CheckField
        name="accept"
        required
        label={t.rich('accept', {
          version: asked.terms_version,
          terms: (words) => <Link href="/terms" target="_blank" className="underline underline-offset-4">{words}</Link>,
          privacy: (words) => <Link href="/privacy" target="_blank" className="underline underline-offset-4">{words}</Link>,
        })}
      />
    </>
  );
}
