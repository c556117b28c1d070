'use client';

import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';

import { Link } from '@/i18n/navigation';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Toast } from '@/ui/toast';

import { markLesson } from './actions';
import { useLessonSession } from './lesson-session';
import { lessonPath } from './paths';
import { SendState } from './send-state';

interface Props {
  course: string;
  /** Quizzes that have to be passed before the lesson is done. */
  toPass?: readonly { title: string; path: string }[];
}

/** Says that the lesson is done, or takes it back; without scripts by a form. */
export function Completion({ course, toPass = [] }: Props) {
  const t = useTranslations('player');
  const session = useLessonSession();
  const [isToldSince, setToldSince] = useState(0);
  if (!session?.learner) return null;
  const { lessonId, isCompleted, setCompleted, sendState } = session;
  const complete = () => {
    setCompleted(true);
    setToldSince(Date.now());
  };
  const undo = () => {
    setCompleted(false);
    setToldSince(0);
  };
  const mark = (event: FormEvent) => {
    // Done on this page at once, and sent from here when it can be.
    event.preventDefault();
    if (isCompleted) undo();
    else complete();
  };
  if (session.isHeldBack && !isCompleted) return <ToPass quizzes={toPass} />;
  return (
    <>
      <form action={markLesson.bind(null, course, lessonId, !isCompleted)} onSubmit={mark}>
        {isCompleted ? (
          <Button type="submit" look="outline" aria-pressed>
            <Icon name="done" className="size-5 text-success" />
            {t('completed')}
          </Button>
        ) : (
          <Button type="submit" look="accent" aria-pressed={false}>
            <Icon name="check" />
            {t('complete')}
          </Button>
        )}
      </form>
      {/* The line at the lesson's head says it too, and aloud; here it is seen by who has read to the end. */}
      {sendState !== 'saved' && (
        <p className="mt-3 flex items-center gap-2 text-sm text-muted">
          <SendState path={lessonPath(course, lessonId)} />
        </p>
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

function ToPass({ quizzes }: { quizzes: NonNullable<Props['toPass']> }) {
  const t = useTranslations('player');
  return (
    <div className="rounded-card bg-surface p-5">
      <p className="font-semibold text-ink">{t('toPass', { count: quizzes.length })}</p>
      <ul className="mt-1">
        {quizzes.map(({ title, path }) => (
          <li key={path}>
            <Link href={path} prefetch={false} className="inline-flex min-h-11 items-center underline underline-offset-4">
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
