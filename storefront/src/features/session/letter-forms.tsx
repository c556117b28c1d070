'use client';

import { useTranslations } from 'next-intl';

import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { ActionForm } from '@/ui/form/action-form';
import { TextField } from '@/ui/form/field';
import { PasswordField } from '@/ui/form/password-field';
import { Submit } from '@/ui/form/submit';

import { confirmEmail, requestReset, resendLetter, resetPassword, verifyEmail } from './actions';
import { FormHeading } from './form-heading';
import { Step } from './step';

// A letter's link opens a page with a button: programs that look into letters follow links, but press nothing.

const toSignIn = (label: string) => (
  <Link href="/sign-in" className={`${buttonClass('primary')} w-full`}>
    {label}
  </Link>
);

/** The button that answers the letter of a sign-up. */
export function VerifyEmailForm({ letterKey }: { letterKey: string }) {
  const t = useTranslations('session');
  return (
    <ActionForm
      action={verifyEmail}
      waysOut={{ link_not_usable: <Link href="/verify-email">{t('askAnotherLetter')}</Link> }}
      after={() => (
        <Step icon="done" title={t('verifiedTitle')} text={t('verifiedText')}>
          {toSignIn(t('signIn'))}
        </Step>
      )}
    >
      <FormHeading title={t('verifyTitle')} text={t('verifyText')} />
      <input type="hidden" name="key" value={letterKey} />
      <Submit className="w-full">{t('verify')}</Submit>
    </ActionForm>
  );
}

/** Asks for the letter of a sign-up again. */
export function ResendForm() {
  const t = useTranslations('session');
  return (
    <ActionForm
      action={resendLetter}
      after={() => <Step icon="mail" title={t('letterTitle')} text={t('letterAgainDone')} />}
    >
      <FormHeading title={t('resendTitle')} text={t('resendText')} />
      <TextField label={t('email')} name="email" type="email" autoComplete="email" maxLength={254} required />
      <Submit className="w-full">{t('resend')}</Submit>
    </ActionForm>
  );
}

/** Asks for a letter to set a new password. */
export function ForgotForm() {
  const t = useTranslations('session');
  return (
    <ActionForm
      action={requestReset}
      after={(state) => (
        <Step
          icon="mail"
          title={t('forgotDoneTitle')}
          text={t.rich('forgotDoneText', {
            email: String(state.values?.email ?? ''),
            b: (words) => <b className="text-ink">{words}</b>,
          })}
        >
          <p className="text-sm text-muted">{t('letterNotThere')}</p>
        </Step>
      )}
    >
      <FormHeading title={t('forgotTitle')} text={t('forgotText')} />
      <TextField label={t('email')} name="email" type="email" autoComplete="email" maxLength={254} required />
      <Submit className="w-full">{t('forgotSubmit')}</Submit>
    </ActionForm>
  );
}

/** Sets a new password by a letter's key. */
export function ResetForm({ letterKey }: { letterKey: string }) {
  const t = useTranslations('session');
  return (
    <ActionForm
      action={resetPassword}
      waysOut={{ link_not_usable: <Link href="/forgot-password">{t('askAnotherLetter')}</Link> }}
      after={() => (
        <Step icon="done" title={t('resetDoneTitle')} text={t('resetDoneText')}>
          {toSignIn(t('signIn'))}
        </Step>
      )}
    >
      <FormHeading title={t('resetTitle')} text={t('resetText')} />
      <input type="hidden" name="key" value={letterKey} />
      <PasswordField label={t('newPassword')} name="password" isNew />
      <Submit className="w-full">{t('reset')}</Submit>
    </ActionForm>
  );
}

/** The button that answers the letter at a new address. */
export function ConfirmEmailForm({ letterKey }: { letterKey: string }) {
  const t = useTranslations('session');
  return (
    <ActionForm
      action={confirmEmail}
      waysOut={{ link_not_usable: <Link href="/account/security">{t('askAnotherLetter')}</Link> }}
      after={() => (
        <Step icon="done" title={t('confirmDoneTitle')} text={t('confirmDoneText')}>
          {toSignIn(t('signIn'))}
        </Step>
      )}
    >
      <FormHeading title={t('confirmTitle')} text={t('confirmText')} />
      <input type="hidden" name="key" value={letterKey} />
      <Submit className="w-full">{t('confirm')}</Submit>
    </ActionForm>
  );
}
