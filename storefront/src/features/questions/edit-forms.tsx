'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type ReactNode } from 'react';

import { ActionForm } from '@/ui/form/action-form';
import { ButtonForm } from '@/ui/form/button-form';
import { TextAreaField, TextField } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Submit } from '@/ui/form/submit';

import { editAnswer, editQuestion, takeBackAnswer, takeBackQuestion } from './actions';
import { LONGEST_TEXT, LONGEST_TITLE } from './limits';

/** One's own question: said otherwise, or taken back. */
export function OwnQuestion({ course, lesson, question, mayEdit }: { course: string; lesson: string; question: { id: string; title: string; text: string }; mayEdit: boolean }) {
  const t = useTranslations('questions.own');
  return (
    <>
      {mayEdit && (
        <Disclosed name={t('edit')}>
          {(close) => (
            <ActionForm action={editQuestion} onDone={close} className="max-w-2xl space-y-4">
              <HiddenFields fields={{ question: question.id }} />
              <TextField name="title" label={t('title')} required maxLength={LONGEST_TITLE} defaultValue={question.title} />
              <TextAreaField name="text" label={t('text')} rows={4} maxLength={LONGEST_TEXT} defaultValue={question.text} />
              <Submit>{t('save')}</Submit>
            </ActionForm>
          )}
        </Disclosed>
      )}
      <Disclosed name={t('takeBack')}>
        {() => (
          <>
            <p className="mb-3 max-w-xl text-sm">{t('takeBackQuestion')}</p>
            <ButtonForm action={takeBackQuestion} sends={{ course, lesson, question: question.id }}>
              {t('takeBackYes')}
            </ButtonForm>
          </>
        )}
      </Disclosed>
    </>
  );
}

/** One's own answer: said otherwise, or taken back. */
export function OwnAnswer({ answer, mayEdit }: { answer: { id: string; text: string }; mayEdit: boolean }) {
  const t = useTranslations('questions.own');
  return (
    <>
      {mayEdit && (
        <Disclosed name={t('edit')}>
          {(close) => (
            <ActionForm action={editAnswer} onDone={close} className="max-w-2xl space-y-4">
              <HiddenFields fields={{ answer: answer.id }} />
              <TextAreaField name="text" label={t('answerText')} rows={4} required maxLength={LONGEST_TEXT} defaultValue={answer.text} />
              <Submit>{t('save')}</Submit>
            </ActionForm>
          )}
        </Disclosed>
      )}
      <Disclosed name={t('takeBack')}>
        {() => (
          <>
            <p className="mb-3 max-w-xl text-sm">{t('takeBackAnswer')}</p>
            <ButtonForm action={takeBackAnswer} sends={{ answer: answer.id }}>
              {t('takeBackYes')}
            </ButtonForm>
          </>
        )}
      </Disclosed>
    </>
  );
}

/** Opens and closes, and closes by itself once what is in it was done. */
function Disclosed({ name, children }: { name: string; children: (close: () => void) => ReactNode }) {
  const [round, setRound] = useState(0);
  const summary = useRef<HTMLElement>(null);
  useEffect(() => {
    if (round > 0) summary.current?.focus();
  }, [round]);
  return (
    <details key={round} className="open:basis-full">
      <summary ref={summary} className="inline-flex min-h-11 cursor-pointer items-center text-sm text-muted hover:text-ink">
        {name}
      </summary>
      <div className="mt-2">{children(() => setRound((before) => before + 1))}</div>
    </details>
  );
}
