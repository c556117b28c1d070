'use client';

import { NextIntlClientProvider, type Locale } from 'next-intl';
import { lazy, Suspense, useEffect, useState, type ComponentProps } from 'react';

import { onSessionEnded } from '@/lib/session/events';

import type { SignInAgain } from './sign-in-again';

/** The dialog and its words are fetched when a session has ended, which most never see. */
const Again = lazy(async () => {
  const locale = document.documentElement.lang as Locale;
  const [dialog, forms, session] = await Promise.all([
    import('./sign-in-again'),
    import(`../../messages/${locale}/forms.json`),
    import(`../../messages/${locale}/session.json`),
  ]);
  const Dialog = (props: ComponentProps<typeof SignInAgain>) => (
    <NextIntlClientProvider locale={locale} messages={{ forms: forms.default, session: session.default }}>
      <dialog.SignInAgain {...props} />
    </NextIntlClientProvider>
  );
  return { default: Dialog };
});

/** Asks to sign in again, over the page that is open, once something on it found that the session has ended. */
export function SessionWatch() {
  const [hasEnded, setHasEnded] = useState(false);
  useEffect(() => onSessionEnded(() => setHasEnded(true)), []);
  return hasEnded ? (
    <Suspense fallback={null}>
      <Again onClose={() => setHasEnded(false)} />
    </Suspense>
  ) : null;
}
