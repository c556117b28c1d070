'use client';

import { useParams } from 'next/navigation';
import { useEffect, useState } from 'react';

import { useIsSignedIn } from '@/features/session/use-is-signed-in';
import { Link, useRouter } from '@/i18n/navigation';
import { ask } from '@/lib/api/browser';
import type { MyPartOut } from '@/lib/api/schema';
import { archivedCoursePath } from '@/lib/course-path';
import { signInPath } from '@/lib/next-path';

import { isOpen } from './seat';

interface Props {
  labels: { looking: string; learner: string; signIn: string };
}

/** Where a course is not, or not for everybody: leads its learners to the page that is theirs. */
export function ToArchivedCourse({ labels }: Props) {
  const { slug } = useParams<{ slug: string }>();
  const isSignedIn = useIsSignedIn();
  const router = useRouter();
  const [isLooking, setLooking] = useState(true);
  const path = archivedCoursePath(slug);
  useEffect(() => {
    if (!isSignedIn) return;
    const stop = new AbortController();
    ask<MyPartOut>(`/api/v1/courses/${encodeURIComponent(slug)}/mine`, { signal: stop.signal }).then(
      ({ seat }) => (isOpen(seat) ? router.replace(path) : setLooking(false)),
      () => stop.signal.aborted || setLooking(false),
    );
    return () => stop.abort();
  }, [isSignedIn, path, router, slug]);
  if (isSignedIn && !isLooking) return null;
  return (
    <div className="bg-surface">
      <p role="status" className="container-page flex flex-wrap items-center gap-x-4 py-3 text-sm">
        {isSignedIn ? (
          labels.looking
        ) : (
          <>
            {labels.learner}
            <Link href={signInPath(path)} prefetch={false} className="inline-flex min-h-11 items-center font-semibold text-accent-text underline underline-offset-4">
              {labels.signIn}
            </Link>
          </>
        )}
      </p>
    </div>
  );
}
