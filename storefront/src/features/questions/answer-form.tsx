'use client';

import { useTranslations } from 'next-intl';

import type { PersonToMentionOut } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { TextAreaField } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Submit } from '@/ui/form/submit';

import { answerQuestion } from './actions';
import { LONGEST_TEXT } from './limits';
import { MentionField } from './mention-field';

/** Answers a question. */
export function AnswerForm({ course, question, people }: { course: string; question: string; people: PersonToMentionOut[] }) {
  const t = useTranslations('questions.answer');
  return (
    <ActionForm
      action={answerQuestion}
      className="max-w-2xl space-y-4"
      after={(_, again) => (
        <p role="status" className="flex flex-wrap items-center gap-3 text-sm text-success">
          {t('sent')}
          <button type="button" onClick={again} className="min-h-11 font-semibold text-ink underline noscript:hidden">
            {t('another')}
          </button>
        </p>
      )}
    >
      <HiddenFields fields={{ question }} />
      <TextAreaField name="text" label={t('text')} rows={5} required maxLength={LONGEST_TEXT} />
      <MentionField course={course} people={people} />
      <Submit>{t('send')}</Submit>
    </ActionForm>
  );
}
