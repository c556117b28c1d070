'use client';

import { useActionState } from 'react';

import { joinCourse, type JoinState } from '@/features/seat/actions';
import { Button } from '@/ui/button';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Icon } from '@/ui/icon';

interface Props {
  slug: string;
  lesson: string;
  labels: { join: string; failed: string };
}

/** Joins the course and opens the lesson; without scripts too. */
export function JoinButton({ slug, lesson, labels }: Props) {
  const [{ refused }, join, isJoining] = useActionState<JoinState, FormData>(joinCourse, {});
  return (
    <form action={join}>
      <HiddenFields fields={{ course: slug, lesson }} />
      <Button type="submit" look="accent" aria-disabled={isJoining}>
        {labels.join}
      </Button>
      <p role="alert" className="mt-2 flex items-center gap-2 text-sm text-error empty:hidden">
        {refused !== undefined && (
          <>
            <Icon name="warning" className="size-4" />
            {labels.failed} {refused}
          </>
        )}
      </p>
    </form>
  );
}
