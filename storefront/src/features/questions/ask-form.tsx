'use client';

import { useTranslations } from 'next-intl';

import type { PersonToMentionOut } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { TextAreaField, TextField } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Submit } from '@/ui/form/submit';

import { askQuestion } from './actions';
import { LONGEST_TEXT, LONGEST_TITLE } from './limits';
import { MentionField } from './mention-field';
import { MomentField } from './moment-field';

interface Props {
  course: string;
  lesson: string;
  people: PersonToMentionOut[];
  /** There is a film or sound on this page. */
  hasPlayer?: boolean;
}

/** Asks in a lesson. */
export function AskForm({ course, lesson, people, hasPlayer = false }: Props) {
  const t = useTranslations('questions.ask');
  return (
    <ActionForm action={askQuestion} className="max-w-2xl space-y-4">
      <HiddenFields fields={{ course, lesson }} />
      <TextField name="title" label={t('title')} required maxLength={LONGEST_TITLE} hint={t('titleHint')} />
      <TextAreaField name="text" label={t('text')} rows={4} maxLength={LONGEST_TEXT} />
      {hasPlayer && <MomentField />}
      <MentionField course={course} people={people} />
      <Submit>{t('send')}</Submit>
    </ActionForm>
  );
}
