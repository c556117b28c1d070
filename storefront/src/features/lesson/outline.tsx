'use client';

import { useLocale, useTranslations } from 'next-intl';

import { Link } from '@/i18n/navigation';
import type { OutlineChapter, OutlineEntry, OutlineLesson } from '@/lib/api/schema';
import { WAYS } from '@/lib/dates';
import { Icon } from '@/ui/icon';
import { LocalTime } from '@/ui/local-time';

import { useLessonSession } from './lesson-session';
import { lessonPath } from './paths';

/** Lessons that open later, by what they wait for: a moment, a lesson to be done first, or a cohort to be chosen. */
export type Waiting = Readonly<Record<string, { opensAt: string | null; first: string | null; needsCohort: boolean }>>;

interface Props {
  course: string;
  currentId: string;
  entries: OutlineEntry[];
  /** Whether every lesson is open to the person. */
  isOpen: boolean;
  waiting?: Waiting;
}

/** The contents of the course beside a lesson: done, open, locked, here. */
export function Outline({ entries, ...rest }: Props) {
  return (
    <ol className="flex flex-col gap-1">
      {entries.map((entry) =>
        entry.kind === 'chapter' ? <Chapter key={entry.id} chapter={entry} {...rest} /> : <Lesson key={entry.id} lesson={entry} {...rest} />,
      )}
    </ol>
  );
}

function Chapter({ chapter, ...rest }: Omit<Props, 'entries'> & { chapter: OutlineChapter }) {
  return (
    <li>
      <details open={holds(chapter, rest.currentId)} className="group/chapter">
        <summary className="flex min-h-11 items-center gap-2 rounded-card px-2 py-1 text-sm font-semibold text-ink hover:bg-surface-2">
          <Icon name="chevron-right" className="size-4 transition-transform group-open/chapter:rotate-90" />
          <span className="text-muted">{chapter.number}</span>
          <span className="min-w-0 wrap-anywhere">{chapter.title}</span>
        </summary>
        <div className="ms-3 border-s border-hairline ps-2">
          <Outline entries={chapter.entries} {...rest} />
        </div>
      </details>
    </li>
  );
}

function Lesson({ lesson, course, currentId, isOpen, waiting }: Omit<Props, 'entries'> & { lesson: OutlineLesson }) {
  const t = useTranslations('player');
  const session = useLessonSession();
  const isCurrent = lesson.id === currentId;
  const locale = useLocale();
  const waits = waiting?.[lesson.id];
  const { opensAt, first, needsCohort } = waits ?? {};
  // What is done on this page opens what waited for nothing else.
  const isClosed = !!waits && (!!opensAt || needsCohort || (!!first && session?.states[first] !== 'completed'));
  const sign = signOf(session?.states[lesson.id], isClosed || (lesson.locked && !isOpen));
  return (
    <li>
      <Link
        href={lessonPath(course, lesson.id)}
        prefetch={false}
        aria-current={isCurrent ? 'page' : undefined}
        className={`flex min-h-11 items-start gap-3 rounded-card px-2 py-2.5 text-sm leading-snug ${
          isCurrent ? 'bg-surface-2 font-semibold text-ink shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-surface-2'
        }`}
      >
        <Icon name={sign.icon} className={`mt-px size-4.5 ${sign.colour}`} />
        <span className="min-w-0 flex-1 wrap-anywhere">
          {lesson.title}
          {sign.label && <span className="sr-only"> ({t(sign.label)})</span>}
          {lesson.is_optional && <span className="block text-xs font-normal text-muted">{t('optional')}</span>}
          {isClosed && (
            <span className="block text-xs font-normal text-muted">
              {opensAt
                ? t.rich('opensOn', { moment: () => <LocalTime at={opensAt} as="day" locale={locale} inUtc={WAYS.day(opensAt, locale, 'UTC')} /> })
                : needsCohort
                  ? t('opensWithCohort')
                  : t('opensAfterOthers')}
            </span>
          )}
        </span>
        {lesson.duration_minutes > 0 && (
          <span className="shrink-0 text-xs leading-5 font-normal text-muted">{t('minutes', { minutes: lesson.duration_minutes })}</span>
        )}
      </Link>
    </li>
  );
}

function signOf(state: string | undefined, isLocked: boolean) {
  if (state === 'completed') return { icon: 'done', colour: 'text-success', label: 'stateCompleted' } as const;
  if (isLocked) return { icon: 'lock', colour: 'text-muted', label: 'stateLocked' } as const;
  if (state === 'in_progress') return { icon: 'half', colour: 'text-accent-text', label: 'stateInProgress' } as const;
  return { icon: 'circle', colour: 'text-muted', label: null } as const;
}

function holds(chapter: OutlineChapter, id: string): boolean {
  return chapter.entries.some((entry) => (entry.kind === 'chapter' ? holds(entry, id) : entry.id === id));
}
