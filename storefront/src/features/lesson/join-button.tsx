'use client';

import { useActionState } from 'react';

import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { joinAndOpen } from './actions';

interface Props {
  slug: string;
  lesson: string;
  labels: { join: string; failed: string };
}

/** Joins the course and opens the lesson; without scripts too. */
export function JoinButton({ slug, lesson, labels }: Props) {
  const [refusal, join, isJoining] = useActionState(joinAndOpen.bind(null, slug, lesson), '');
  return (
    <form action={join}>
      <Button type="submit" look="accent" disabled={isJoining}>
        {labels.join}
      </Button>
      <p role="alert" className="mt-2 flex items-center gap-2 text-sm text-error empty:hidden">
        {refusal && (
          <>
            <Icon name="warning" className="size-4" />
            {labels.failed} {refusal}
          </>
        )}
      </p>
    </form>
  );
}
