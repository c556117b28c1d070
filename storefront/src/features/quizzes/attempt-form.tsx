'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type FormEvent, type ReactNode } from 'react';

import { useRouter } from '@/i18n/navigation';
import type { QuizAttemptOut } from '@/lib/api/schema';
import { UNTOUCHED } from '@/lib/forms';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Problem } from '@/ui/form/problem';
import { SavingNote } from '@/ui/form/saving-note';

import { handInAttempt } from './actions';
import { answersGiven, isAnswered, readAnswers, typedBefore, type AskedQuestion } from './answers';
import { AttemptContext } from './attempt-context';
import { HandIn } from './hand-in';
import { QuestionNav } from './question-nav';
import { TimeLeft } from './time-left';
import { useAnswers } from './use-answers';
import { useHandIn } from './use-hand-in';
import { useTimeLeft } from './use-time-left';

interface Props {
  place: { course: string; lesson: string; quiz: string; attempt: string };
  questions: readonly AskedQuestion[];
  secondsLeft: number | null;
  /** When the time ends, for who runs no scripts. */
  until: ReactNode;
  /** The questions, drawn. */
  children: ReactNode;
}

/** An attempt under way. Handed in by a form of the server; scripts save as one goes, count the time, and hand in when it ends. */
export function AttemptForm({ place, questions, secondsLeft, until, children }: Props) {
  const t = useTranslations('quiz.attempt');
  const tSaving = useTranslations('quiz.saving');
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [sent, submit] = useActionState(handInAttempt, UNTOUCHED);
  const [typed] = useState(() => readAnswers(typedBefore(sent.values)));
  const [hasAsked, setAsked] = useState(false);

  const [left, setLeft] = useTimeLeft(secondsLeft);
  const onKnown = useCallback(
    (found: QuizAttemptOut) => {
      if (found.handed_in_at) router.refresh();
      else if (found.seconds_left !== null) setLeft(found.seconds_left);
    },
    [router, setLeft],
  );
  const { answers, errors, saveState, give, refuse, stop } = useAnswers({ attempt: place.attempt, questions, form, typed, onKnown, onOver: () => router.refresh() });
  const { state, isHandingIn, handIn } = useHandIn({ attempt: place.attempt, onRefused: refuse, onDone: stop });
  const shown = state === UNTOUCHED ? sent : state;

  const isTimeUp = left === 0;
  const handInAtLast = useEffectEvent(() => {
    if (form.current) handIn(answersGiven(new FormData(form.current), answers), true);
  });
  useEffect(() => {
    if (isTimeUp) handInAtLast();
  }, [isTimeUp]);

  useEffect(() => {
    if (state.outcome !== 'refused') return;
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid=true]') ?? form.current?.querySelector<HTMLElement>('[data-problem]');
    wrong?.focus();
  }, [state]);

  const marks = questions.map((question) => ({
    id: question.id,
    number: question.number,
    isAnswered: isAnswered(question, answers[question.id] ?? null),
  }));
  const open = marks.filter((mark) => !mark.isAnswered).map(({ number }) => number);
  const parts = useMemo(() => ({ answers, errors: { ...told(sent.fields), ...errors }, give }), [answers, errors, give, sent.fields]);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!hasAsked && open.length > 0) setAsked(true);
    else handIn(answersGiven(new FormData(event.currentTarget), answers), isTimeUp);
  }

  return (
    <AttemptContext value={parts}>
      {/* No grid on phones: within its row nothing would stay in sight. */}
      <div className="gap-x-12 lg:grid lg:grid-cols-[minmax(0,1fr)_16rem]">
        <aside aria-label={t('overview')} className="contents lg:sticky lg:top-24 lg:order-last lg:block lg:space-y-6 lg:self-start">
          <div className="sticky top-16 z-30 -mx-4 mb-6 flex min-h-14 flex-wrap items-center gap-x-6 gap-y-1 border-b border-hairline bg-bg/95 px-4 py-2 backdrop-blur lg:static lg:m-0 lg:flex-col lg:items-start lg:border-0 lg:p-0">
            {left !== null && <TimeLeft seconds={left} until={until} />}
            <p className="text-sm text-muted noscript:hidden">{t('answeredOf', { answered: marks.length - open.length, count: marks.length })}</p>
            <SavingNote state={saveState}>{saveState === 'untouched' ? '' : tSaving(saveState)}</SavingNote>
          </div>
          <div className="mb-8 lg:mb-0">
            <QuestionNav questions={marks} />
          </div>
        </aside>
        <form ref={form} action={submit} onSubmit={onSubmit} autoComplete="off" aria-busy={isHandingIn} className="min-w-0 space-y-8">
          {/* The first button is the one that Enter presses: within a field that must hand nothing in. */}
          <button type="submit" disabled hidden />
          <HiddenFields fields={place} />
          {children}
          {shown.outcome === 'refused' && <Problem state={shown} />}
          <HandIn asksAbout={hasAsked ? open : []} isHandingIn={isHandingIn} />
        </form>
      </div>
    </AttemptContext>
  );
}

const told = (fields: Record<string, string[]> = {}) => Object.fromEntries(Object.entries(fields).map(([question, said]) => [question, said.join(' ')]));
