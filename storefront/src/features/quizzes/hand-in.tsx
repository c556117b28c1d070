'use client';

import { useTranslations } from 'next-intl';

import { Alert } from '@/ui/alert';
import { Button } from '@/ui/button';

interface Props {
  /** The numbers of the questions that are still open, where it was asked about them. */
  asksAbout: readonly number[];
  isHandingIn: boolean;
}

/** The end of the attempt: the button, and the one question that it may ask back. */
export function HandIn({ asksAbout, isHandingIn }: Props) {
  const t = useTranslations('quiz.attempt');
  const isAsking = asksAbout.length > 0;
  return (
    <div className="space-y-4 border-t border-hairline pt-8">
      <div role="alert">
        {isAsking && (
          <Alert look="warning">
            <p className="font-semibold">{t('unanswered', { count: asksAbout.length })}</p>
            <ul className="mt-1 flex flex-wrap gap-x-4">
              {asksAbout.map((number) => (
                <li key={number}>
                  <a href={`#question-${number}`} className="inline-flex min-h-11 items-center underline underline-offset-4">
                    {t('toQuestion', { number })}
                  </a>
                </li>
              ))}
            </ul>
          </Alert>
        )}
      </div>
      <Button
        type="submit"
        look="accent"
        aria-disabled={isHandingIn || undefined}
        onClick={(event) => isHandingIn && event.preventDefault()}
        className="px-8 aria-disabled:opacity-60"
      >
        {isHandingIn && <span aria-hidden className="size-4 animate-spin rounded-full border-2 border-current border-e-transparent" />}
        {isHandingIn ? t('handingIn') : isAsking ? t('handInAnyway') : t('handIn')}
      </Button>
      <p className="text-sm text-muted">{t('handInHint')}</p>
    </div>
  );
}
