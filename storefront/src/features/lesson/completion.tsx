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

type Named = readonly { title: string; path: string }[];

/** What has to be done before the lesson is: quizzes to pass, and work to have accepted. */
export interface ToDo {
  quizzes: Named;
  assignments: Named;
}

interface Props {
  course: string;
  toDo?: ToDo;
}

/** Says that the lesson is done, or takes it back; without scripts by a form. */
export function Completion({ course, toDo }: Props) {
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
  if (session.isHeldBack && !isCompleted && toDo) return <StillToDo toDo={toDo} />;
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

function StillToDo({ toDo: { quizzes, assignments } }: { toDo: ToDo }) {
  const t = useTranslations('player');
  return (
    <div className="space-y-4 rounded-card bg-surface p-5">
      {quizzes.length > 0 && <Ways words={t('toPass', { count: quizzes.length })} ways={quizzes} />}
      {assignments.length > 0 && <Ways words={t('toAccept', { count: assignments.length })} ways={assignments} />}
    </div>
  );
}

function Ways({ words, ways }: { words: string; ways: Named }) {
  return (
    <div>
      <p className="font-semibold text-ink">{words}</p>
      <ul className="mt-1">
        {ways.map(({ title, path }) => (
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
