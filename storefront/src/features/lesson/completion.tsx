'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Toast } from '@/ui/toast';

import { useLessonSession } from './lesson-session';

/** Says that the lesson is done, or takes it back. */
export function Completion() {
  const t = useTranslations('player');
  const session = useLessonSession();
  const [isToldSince, setToldSince] = useState(0);
  if (!session?.learner) return null;
  const { isCompleted, setCompleted } = session;
  const complete = () => {
    setCompleted(true);
    setToldSince(Date.now());
  };
  const undo = () => {
    setCompleted(false);
    setToldSince(0);
  };
  return (
    <>
      {isCompleted ? (
        <Button look="outline" aria-pressed onClick={undo}>
          <Icon name="done" className="size-5 text-success" />
          {t('completed')}
        </Button>
      ) : (
        <Button look="accent" aria-pressed={false} onClick={complete}>
          <Icon name="check" />
          {t('complete')}
        </Button>
      )}
      <Toast since={isToldSince} onEnd={() => setToldSince(0)} close={t('close')}>
        {isToldSince > 0 && (
          <>
            <span>{t('completedToast')}</span>
            <button type="button" onClick={undo} className="min-h-11 px-2 font-semibold underline underline-offset-4">
              {t('undo')}
            </button>
          </>
        )}
      </Toast>
    </>
  );
}
