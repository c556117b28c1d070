'use client';

import { ActionForm } from '@/ui/form/action-form';
import { Submit } from '@/ui/form/submit';

import { leaveCourse } from './actions';

interface Props {
  slug: string;
  labels: { leave: string; text: string; sure: string };
}

/** Leaves a free course, asked twice. */
export function LeaveCourse({ slug, labels }: Props) {
  return (
    <details className="text-sm">
      <summary className="flex min-h-11 items-center rounded-full px-4 text-muted hover:bg-surface-2">{labels.leave}</summary>
      <ActionForm action={leaveCourse} className="mt-2 space-y-3 rounded-card bg-surface p-4">
        <p>{labels.text}</p>
        <input type="hidden" name="slug" value={slug} />
        <Submit look="outline">{labels.sure}</Submit>
      </ActionForm>
    </details>
  );
}
