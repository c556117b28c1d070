'use client';

import { useTranslations } from 'next-intl';

import { Alert } from '@/ui/alert';
import { ActionForm } from '@/ui/form/action-form';
import { TextField } from '@/ui/form/field';
import { PasswordField } from '@/ui/form/password-field';
import { Saved } from '@/ui/form/saved';
import { Submit } from '@/ui/form/submit';

import { changeEmail, changePassword } from './actions';

/** Asks to move the account to another address; a letter there decides. */
export function EmailForm() {
  const t = useTranslations('account');
  return (
    <ActionForm
      action={changeEmail}
      after={(state) => (
        <Alert look="success">{t('emailAsked', { email: String(state.values?.new_email ?? '') })}</Alert>
      )}
    >
      <TextField label={t('newEmail')} name="new_email" type="email" autoComplete="email" maxLength={254} required />
      <PasswordField label={t('yourPassword')} name="password" />
      <Submit look="outline">{t('changeEmail')}</Submit>
    </ActionForm>
  );
}

export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations('account');
  return (
    <ActionForm action={changePassword} clears>
      {/* For what keeps passwords. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label={t('currentPassword')} name="current_password" />
      <PasswordField label={t('newPassword')} name="new_password" isNew />
      <Submit look="outline">{t('changePassword')}</Submit>
      <Saved>{t('passwordChanged')}</Saved>
    </ActionForm>
  );
}
