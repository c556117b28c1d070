'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';

import { usePreferences } from '@/features/player/use-preferences';
import { useRouter } from '@/i18n/navigation';
import type { NeighbourShape } from '@/lib/api/schema';
import { Button } from '@/ui/button';

import { useLessonSession } from './lesson-session';
import { lessonPath } from './paths';

const SECONDS = 5;

/** When the film has ended: offers to count the lesson as done, and goes on to the next unless it is told not to, now or for good. */
export function UpNext({ course, next }: { course: string; next: NeighbourShape | null }) {
  const session = useLessonSession();
  const [answered, setAnswered] = useState(0);
  if (!session?.learner || session.endings === answered || (session.isCompleted && !next)) return null;
  // A film that ends again asks again.
  return <Offer key={session.endings} course={course} next={next} onCancel={() => setAnswered(session.endings)} />;
}

function Offer({ course, next, onCancel }: { course: string; next: NeighbourShape | null; onCancel: () => void }) {
  const t = useTranslations('player');
  const router = useRouter();
  const session = useLessonSession();
  const [{ autoplay }, prefer] = usePreferences();
  const [left, setLeft] = useState(SECONDS);
  const goesOn = next !== null && autoplay;

  const goOn = () => {
    if (!session?.isCompleted) session?.setCompleted(true);
    if (!next) return onCancel();
    const path = lessonPath(course, next.id);
    void session?.arrive().then(() => router.push(path));
  };
  const goOnLatest = useRef(goOn);
  useEffect(() => {
    goOnLatest.current = goOn;
  });
  useEffect(() => {
    if (!goesOn) return;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, [goesOn]);
  useEffect(() => {
    if (goesOn && left <= 0) goOnLatest.current();
  }, [goesOn, left]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onCancel();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onCancel]);

  return (
    <section aria-label={t('upNext')} className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-xl rounded-card bg-primary p-5 text-on-primary shadow-2xl">
      <p role="status" className="font-semibold">
        {next ? t('upNextTitle', { title: next.title }) : t('upNextLast')}
      </p>
      {goesOn && (
        <p className="mt-1 text-sm" aria-hidden>
          {t('upNextIn', { seconds: Math.max(left, 0) })}
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-3">
        <Button look="accent" onClick={goOn}>
          {session?.isCompleted ? t('goOn') : next ? t('completeAndGoOn') : t('complete')}
        </Button>
        <button type="button" onClick={onCancel} className="min-h-11 rounded-full px-5 text-sm font-semibold underline underline-offset-4">
          {t('stay')}
        </button>
      </div>
      {next && (
        <label className="mt-2 flex min-h-11 cursor-pointer items-center gap-3 text-sm">
          <input type="checkbox" checked={autoplay} onChange={(event) => prefer({ autoplay: event.target.checked })} className="size-5 shrink-0 accent-accent" />
          {t('autoplay')}
        </label>
      )}
    </section>
  );
}
