import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { WORK_PATH } from '@/features/assignments/paths';
import { lessonPath } from '@/features/lesson/paths';
import { markNotice } from '@/features/notices/actions';
import { whereItLeads } from '@/features/notices/where-it-leads';
import { Link } from '@/i18n/navigation';
import type { AheadOut, DueOut, NewMarkOut, NextOfCourseOut } from '@/lib/api/schema';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { Announcement } from './announcement';
import { announcementsPath, duePath } from './paths';

/** What is due, marked, announced and next; nothing of what there is none of. */
export async function Ahead({ ahead }: { ahead: AheadOut }) {
  const t = await getTranslations('ahead');
  const { due, marks, announcements, next } = ahead;
  if (!due.length && !marks.length && !announcements.length && !next.length) return null;
  return (
    <section aria-labelledby="ahead" className="mt-12">
      <h2 id="ahead" className="title-section">
        {t('title')}
      </h2>
      <div className="mt-6 grid gap-x-12 gap-y-10 lg:grid-cols-2">
        {due.length > 0 && (
          <Part title={t('due')}>
            {due.map((one) => (
              <Due key={`${one.kind} ${one.id}`} due={one} />
            ))}
          </Part>
        )}
        {marks.length > 0 && (
          <Part title={t('marks')}>
            {marks.map((mark) => (
              <NewMark key={mark.notice} mark={mark} />
            ))}
          </Part>
        )}
        {next.length > 0 && (
          <Part title={t('next')}>
            {next.map((one) => (
              <Next key={one.course.id} next={one} />
            ))}
          </Part>
        )}
        {announcements.length > 0 && (
          <Part title={t('announcements')} note={t('unread', { count: ahead.unread_announcements })}>
            {announcements.map((one) => (
              <li key={one.id}>
                <Announcement announcement={one} as="h4">
                  <Link href={announcementsPath(one.course.slug)} prefetch={false} className="mt-2 inline-flex min-h-11 items-center text-sm underline">
                    {t('allOfCourse', { course: one.course.title })}
                  </Link>
                </Announcement>
              </li>
            ))}
          </Part>
        )}
      </div>
      {(due.length > 0 || marks.length > 0) && (
        <p className="mt-6">
          <Link href={WORK_PATH} prefetch={false} className="inline-flex min-h-11 items-center underline">
            {t('allWork')}
          </Link>
        </p>
      )}
    </section>
  );
}

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="text-xl">{title}</h3>
      {note && <p className="mt-1 text-sm text-muted">{note}</p>}
      <ul className="mt-4 divide-y divide-hairline border-y border-hairline">{children}</ul>
    </div>
  );
}

const ROW = 'group flex min-h-16 items-center gap-4 py-3';

async function Due({ due }: { due: DueOut }) {
  const t = await getTranslations('ahead');
  const { due_at } = due;
  return (
    <li>
      <Link href={duePath(due)} prefetch={false} className={ROW}>
        <span className="min-w-0 flex-1">
          <span className="block font-semibold text-ink group-hover:underline">{due.title}</span>
          <span className="block text-sm text-muted">{due.course.title}</span>
          {due.is_overdue && <span className="block text-sm font-semibold text-warning">{t('overdue')}</span>}
          <span className="block text-sm">
            {!due_at
              ? t('again')
              : due.kind === 'quiz'
                ? t.rich('running', { time: () => <Moment at={due_at} as="clock" /> })
                : t.rich(due.kind === 'peer_review' ? 'reviewBy' : 'dueOn', { day: () => <Moment at={due_at} as="day" /> })}
          </span>
        </span>
        <Icon name="chevron-right" className="size-4 text-muted" />
      </Link>
    </li>
  );
}

async function NewMark({ mark }: { mark: NewMarkOut }) {
  const t = await getTranslations('ahead');
  const way = whereItLeads(mark.url);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-4">
      <div className="min-w-0 flex-[1_1_14rem]">
        <p className="font-semibold text-ink">{mark.title}</p>
        {mark.points !== null && mark.most_points !== null && <p className="text-sm">{t('points', { points: mark.points, most: mark.most_points })}</p>}
        {mark.text && <p className="mt-1 line-clamp-4 break-words whitespace-pre-line">{mark.text}</p>}
        {way?.isHere && (
          <Link href={way.href} prefetch={false} className="inline-flex min-h-11 items-center text-sm underline">
            {t('open')}
            <span className="sr-only">: {mark.title}</span>
          </Link>
        )}
      </div>
      <ButtonForm action={markNotice} sends={{ notice: mark.notice, is_read: 'yes' }} look="quiet" label={t('seenName', { title: mark.title })}>
        {t('seen')}
      </ButtonForm>
    </li>
  );
}

async function Next({ next }: { next: NextOfCourseOut }) {
  const t = await getTranslations('ahead');
  return (
    <li>
      <Link href={lessonPath(next.course.slug, next.lesson.id)} prefetch={false} className={ROW}>
        <span className="min-w-0 flex-1">
          <span className="block font-semibold text-ink group-hover:underline">{next.lesson.title}</span>
          <span className="block text-sm text-muted">{t('nextIn', { course: next.course.title, done: next.lessons_completed, count: next.lesson_count })}</span>
        </span>
        <span className="text-sm font-semibold">{next.is_begun ? t('goOn') : t('begin')}</span>
        <Icon name="chevron-right" className="size-4 text-muted" />
      </Link>
    </li>
  );
}
