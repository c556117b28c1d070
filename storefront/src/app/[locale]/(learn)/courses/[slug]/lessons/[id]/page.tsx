import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

import { LessonBlocks } from '@/blocks/lesson-blocks';
import { visitLesson, type LessonVisit } from '@/features/lesson/api';
import { LessonBreadcrumb } from '@/features/lesson/breadcrumb';
import { ClosedLesson } from '@/features/lesson/closed-lesson';
import { Completion } from '@/features/lesson/completion';
import { KeptInLessonProvider } from '@/features/lesson/kept-in-lesson';
import { LessonKeys } from '@/features/lesson/lesson-keys';
import { LessonSessionProvider } from '@/features/lesson/lesson-session';
import { Neighbours } from '@/features/lesson/neighbours';
import { Outline } from '@/features/lesson/outline';
import { OutlineSheet } from '@/features/lesson/outline-sheet';
import { lessonPath } from '@/features/lesson/paths';
import { ProgressLine } from '@/features/lesson/progress-line';
import { UpNext } from '@/features/lesson/up-next';
import { coursePath } from '@/lib/course-path';
import { Icon } from '@/ui/icon';

type Props = PageProps<'/[locale]/courses/[slug]/lessons/[id]'>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function visit(params: Props['params']): Promise<LessonVisit> {
  const { slug, id } = await params;
  const found = ID.test(id) ? await visitLesson(slug, id) : null;
  return found ?? notFound();
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { lesson, course } = await visit(params);
  return {
    title: `${lesson.title} · ${course.title}`,
    description: lesson.summary || course.summary,
    robots: { index: lesson.access === 'preview' },
  };
}

export default async function LessonPage({ params }: Props) {
  const found = await visit(params);
  const { course, lesson, entries } = found;
  const [t, { player }] = await Promise.all([getTranslations('player'), getMessages()]);
  const seat = found.isOpen ? found.seat : null;
  const inHand = seat?.lessons.find((each) => each.lesson === lesson.id);
  const outline = { course: course.slug, currentId: lesson.id, entries, isOpen: found.isOpen && (!!seat || found.isAuthor || lesson.access === 'enrolled') };
  const chapter = found.isOpen ? (found.lesson.chapter?.title ?? null) : found.chapter;
  return (
    <NextIntlClientProvider messages={{ player }}>
      <LessonSessionProvider
        key={lesson.id}
        lessonId={lesson.id}
        learner={(found.isOpen && seat && found.me?.public_id) || null}
        states={Object.fromEntries(seat?.lessons.map((each) => [each.lesson, each.state]) ?? [])}
        startsAt={inHand?.position_seconds ?? 0}
      >
        {found.isOpen && !seat && (found.isAuthor || lesson.access === 'enrolled') && <AsLearnersSee isAuthor={found.isAuthor} />}
        <div className="container-page pb-8 pt-2">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            <LessonBreadcrumb course={course} href={coursePath(course.slug, found.live.availability)} chapter={chapter} lesson={lesson.title} />
            <ProgressLine path={lessonPath(course.slug, lesson.id)} />
            <OutlineSheet {...outline} />
          </div>
          <div className="mt-3 grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_22rem]">
            {found.isOpen ? (
              <KeptInLessonProvider lessonId={lesson.id} person={found.me?.public_id ?? null}>
                <OpenLesson visit={found} />
              </KeptInLessonProvider>
            ) : (
              <ClosedLesson visit={found} />
            )}
            <aside className="lg:sticky lg:top-20 lg:max-h-[calc(100dvh-6rem)] lg:self-start lg:overflow-y-auto lg:pb-4">
              <h2 id="contents" className="mb-2 px-2 text-lg">
                {t('contents')}
              </h2>
              <nav aria-labelledby="contents">
                <Outline {...outline} />
              </nav>
            </aside>
          </div>
        </div>
      </LessonSessionProvider>
    </NextIntlClientProvider>
  );
}

async function OpenLesson({ visit: { course, lesson } }: { visit: Extract<LessonVisit, { isOpen: true }> }) {
  const t = await getTranslations('player');
  return (
    <div className="min-w-0">
      <article lang={lesson.language}>
        <header className="mb-8">
          <p className="text-sm font-semibold text-muted">{t('lessonNumber', { number: lesson.number })}</p>
          <h1 className="mt-1 text-3xl sm:text-4xl">{lesson.title}</h1>
          {lesson.summary && <p className="mt-3 max-w-prose text-lg">{lesson.summary}</p>}
        </header>
        <LessonBlocks blocks={lesson.blocks} lessonPath={(id) => lessonPath(course.slug, id)} />
        {lesson.resources.length > 0 && (
          <section aria-labelledby="resources" className="mt-12">
            <h2 id="resources" className="text-2xl">
              {t('resources')}
            </h2>
            <div className="mt-4">
              <LessonBlocks blocks={lesson.resources} lessonPath={(id) => lessonPath(course.slug, id)} />
            </div>
          </section>
        )}
      </article>
      <div className="mt-12 flex flex-col gap-6">
        <div>
          <Completion course={course.slug} />
        </div>
        <Neighbours course={course.slug} previous={lesson.previous} next={lesson.next} />
      </div>
      <UpNext course={course.slug} next={lesson.next} />
      <LessonKeys />
    </div>
  );
}

async function AsLearnersSee({ isAuthor }: { isAuthor: boolean }) {
  const t = await getTranslations('player');
  return (
    <p className="bg-warning-soft text-sm text-warning">
      <span className="container-page flex items-center gap-3 py-3">
        <Icon name="eye" />
        {isAuthor ? t('asLearnersSeeAuthor') : t('asLearnersSeeStaff')}
      </span>
    </p>
  );
}
