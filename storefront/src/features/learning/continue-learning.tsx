'use client';

import { useEffect, useState } from 'react';

import { useIsSignedIn } from '@/features/session/use-is-signed-in';
import { Link } from '@/i18n/navigation';
import type { CourseInHandOut, MyLearningOut } from '@/lib/api/schema';
import { Picture } from '@/ui/picture';
import { ProgressBar } from '@/ui/progress-bar';

const MOST = 3;

interface Props {
  labels: { title: string; all: string; progress: string };
}

/**
 * The courses that the person who is here was last in. Visitors, and people with nothing begun, see nothing of it.
 * It can stand on a page that everybody shares.
 */
export function ContinueLearning({ labels }: Props) {
  const signedIn = useIsSignedIn();
  const [courses, setCourses] = useState<CourseInHandOut[]>([]);
  useEffect(() => {
    if (!signedIn) return;
    const leaving = new AbortController();
    void fetchBegun(leaving.signal).then(setCourses, () => {});
    return () => leaving.abort();
  }, [signedIn]);
  if (!signedIn || !courses.length) return null;
  return (
    <section className="container-page">
      <div className="mb-6 flex flex-wrap items-baseline justify-between gap-4">
        <h2 className="title-section">{labels.title}</h2>
        <Link href="/learning" prefetch={false} className="py-2 text-sm font-semibold underline underline-offset-4">
          {labels.all}
        </Link>
      </div>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {courses.map(({ document, progress }) => (
          <li key={document.id} className="relative flex items-center gap-4 rounded-card bg-surface p-3 hover:bg-surface-2">
            {document.thumbnail && (
              <Picture picture={document.thumbnail} alt="" sizes="7rem" className="aspect-square w-24 shrink-0 rounded-card object-cover" />
            )}
            <div className="min-w-0 flex-1">
              <Link href={`/learning/${document.slug}`} prefetch={false} className="font-semibold text-ink after:absolute after:inset-0 after:rounded-card">
                {document.title}
              </Link>
              <ProgressBar percent={progress.percent} label={labels.progress} className="mt-3" />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function fetchBegun(signal: AbortSignal): Promise<CourseInHandOut[]> {
  const answer = await fetch('/api/v1/me/learning?state=in_progress&page_size=24', { signal });
  if (!answer.ok) return [];
  const { results }: MyLearningOut = await answer.json();
  const opened = ({ progress }: CourseInHandOut) => progress.last_access_at ?? '';
  return results
    .filter(({ availability }) => availability === 'published')
    .sort((one, two) => opened(two).localeCompare(opened(one)))
    .slice(0, MOST);
}
