'use client';

import { useTranslations } from 'next-intl';

import { Link } from '@/i18n/navigation';
import { ActionForm } from '@/ui/form/action-form';
import { CheckField, TextField } from '@/ui/form/field';
import { PasswordField } from '@/ui/form/password-field';
import { Submit } from '@/ui/form/submit';

import { signIn } from './actions';

interface Props {
  /** Where to go on afterwards. */
  next?: string;
  /** Sign in without leaving the page that is open, then call this. */
  onSignedIn?: () => void;
}

export function SignInForm({ next, onSignedIn }: Props) {
  const t = useTranslations('session');
  return (
    <ActionForm
      action={signIn}
      onDone={onSignedIn}
      waysOut={{
        email_not_verified: <Link href="/verify-email">{t('sendLetterAgain')}</Link>,
      }}
    >
      {next && <input type="hidden" name="next" value={next} />}
      {onSignedIn && <input type="hidden" name="stays" value="1" />}
      <TextField label={t('email')} name="email" type="email" autoComplete="username" maxLength={254} required />
      <PasswordField label={t('password')} name="password" />
      <CheckField label={t('remember')} name="remember" defaultChecked />
      <Submit look="primary" className="w-full">
        {t('signIn')}
      </Submit>
    </ActionForm>
  );
}
