'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useId, useRef } from 'react';

import { tellSessionRenewed } from '@/lib/session/events';
import { Button } from '@/ui/button';

import { SignInForm } from './sign-in-form';

/** Signing in over the page that is open, which keeps all that stands on it. */
export function SignInAgain({ onClose }: { onClose: () => void }) {
  const t = useTranslations('session');
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const onSignedIn = useCallback(() => {
    dialog.current?.close();
    tellSessionRenewed();
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby={title} onClose={onClose} className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-card p-6 sm:p-8">
      <h2 id={title} className="title-section">
        {t('againTitle')}
      </h2>
      <p className="mt-2 mb-6 leading-relaxed">{t('againText')}</p>
      <SignInForm onSignedIn={onSignedIn} />
      <Button look="quiet" className="mt-3 w-full" onClick={() => dialog.current?.close()}>
        {t('notNow')}
      </Button>
    </dialog>
  );
}
