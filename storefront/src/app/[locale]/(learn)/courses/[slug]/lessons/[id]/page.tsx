import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { LessonArticle } from '@/blocks/lesson-article';
import { playerOf } from '@/blocks/main-medium';
import { workToAccept } from '@/features/assignments/api';
import { assignmentPath } from '@/features/assignments/paths';
import { MissingPage, missingMetadata } from '@/features/frame/missing-page';
import { visitLesson, type LessonVisit } from '@/features/lesson/api';
import { LessonBreadcrumb } from '@/features/lesson/breadcrumb';
import { ClosedLesson } from '@/features/lesson/closed-lesson';
import { Completion, type ToDo } from '@/features/lesson/completion';
import { CourseFinished } from '@/features/lesson/course-finished';
import { KeptInLessonProvider } from '@/features/lesson/kept-in-lesson';
import { LessonFrame } from '@/features/lesson/lesson-frame';
import { LessonKeys } from '@/features/lesson/lesson-keys';
import { LessonSessionProvider } from '@/features/lesson/lesson-session';
import { Neighbours } from '@/features/lesson/neighbours';
import type { Waiting } from '@/features/lesson/outline';
import { lessonPath } from '@/features/lesson/paths';
import { ProgressLine } from '@/features/lesson/progress-line';
import { UpNext } from '@/features/lesson/up-next';
import { KeepLesson } from '@/features/offline/keep-lesson';
import { lessonToKeep } from '@/features/offline/lesson-to-keep';
import { quizzesToPass } from '@/features/quizzes/api';
import { quizPath } from '@/features/quizzes/paths';
import { QuestionsBesideLesson } from '@/features/questions/beside-lesson';
import type { LessonBlock, LessonShape, MyCourseOut } from '@/lib/api/schema';
import { coursePath } from '@/lib/course-path';
import { Icon } from '@/ui/icon';

type Props = PageProps<'/[locale]/courses/[slug]/lessons/[id]'>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

async function visit(params: Props['params']): Promise<LessonVisit | null> {
  const { slug, id } = await params;
  return ID.test(id) ? visitLesson(slug, id) : null;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await visit(params);
  if (!found) return missingMetadata();
  const { lesson, course } = found;
  return {
    title: `${lesson.title} · ${course.title}`,
    description: lesson.summary || course.summary,
    robots: { index: lesson.access === 'preview' },
  };
}

export default async function LessonPage({ params }: Props) {
  const found = await visit(params);
  if (!found) return <MissingPage />;
  const { course, lesson, entries } = found;
  const { player, offline } = await getMessages();
  const { seat } = found;
  const inHand = seat?.lessons.find((each) => each.lesson === lesson.id);
  const outline = {
    course: course.slug,
    currentId: lesson.id,
    entries,
    isOpen: !!seat || (found.isOpen && (found.isAuthor || lesson.access === 'enrolled')),
    waiting: waitingIn(seat),
  };
  const kept = found.isOpen && seat ? lessonToKeep(found.lesson, course.title) : null;
  const toDo = found.isOpen && seat && inHand?.state !== 'completed' ? await stillToDo(course.slug, found.lesson) : NOTHING_TO_DO;
  const chapter = found.isOpen ? (found.lesson.chapter?.title ?? null) : found.chapter;
  return (
    <NextIntlClientProvider messages={{ player, offline }}>
      <LessonSessionProvider
        key={lesson.id}
        lessonId={lesson.id}
        learner={(found.isOpen && seat && found.me?.public_id) || null}
        states={Object.fromEntries(seat?.lessons.map((each) => [each.lesson, each.state]) ?? [])}
        optional={seat?.lessons.filter((each) => each.is_optional).map((each) => each.lesson)}
        startsAt={inHand?.position_seconds ?? 0}
        isHeldBack={toDo.quizzes.length + toDo.assignments.length > 0}
      >
        {found.isOpen && !seat && (found.isAuthor || lesson.access === 'enrolled') && <AsLearnersSee isAuthor={found.isAuthor} />}
        <LessonFrame
          outline={outline}
          head={
            <>
              <LessonBreadcrumb course={course} href={coursePath(course.slug, found.live.availability)} chapter={chapter} lesson={lesson.title} />
              <ProgressLine path={lessonPath(course.slug, lesson.id)} />
              {kept && <KeepLesson key={lesson.id} lesson={kept} />}
            </>
          }
        >
          {found.isOpen ? (
            <KeptInLessonProvider lessonId={lesson.id} person={found.me?.public_id ?? null}>
              <OpenLesson visit={found} toDo={toDo} />
            </KeptInLessonProvider>
          ) : (
            <ClosedLesson visit={found} />
          )}
        </LessonFrame>
      </LessonSessionProvider>
    </NextIntlClientProvider>
  );
}

/** The lessons that are not open yet to who has a seat, with what they wait for; to who writes the course all are. */
function waitingIn(seat: MyCourseOut | null): Waiting {
  return Object.fromEntries(
    (seat?.lessons ?? []).filter(({ is_open }) => !is_open).map(({ lesson, opens_at, waits_for, needs_cohort }) => [lesson, { opensAt: opens_at, first: waits_for, needsCohort: needs_cohort }]),
  );
}

/** Whether the lesson after this one is open, or will be once this one is done. */
function opensAfter({ id, next }: LessonShape, seat: MyCourseOut | null): boolean {
  const waiting = next && waitingIn(seat)[next.id];
  return !waiting || (!waiting.opensAt && !waiting.needsCohort && waiting.first === id);
}

const NOTHING_TO_DO: ToDo = { quizzes: [], assignments: [] };

/** What has to be passed or accepted before the lesson can be completed. */
async function stillToDo(course: string, { id, blocks }: { id: string; blocks: readonly LessonBlock[] }): Promise<ToDo> {
  const quizzes = blocks.flatMap((block) => (block.type === 'quiz' && block.value.is_required && block.value.quiz ? [block.value.quiz] : []));
  const assignments = blocks.flatMap((block) => (block.type === 'assignment' && block.value.is_required && block.value.assignment ? [block.value.assignment] : []));
  const [toPass, toHandIn] = await Promise.all([quizzesToPass(course, id, quizzes), workToAccept(course, id, assignments)]);
  return {
    quizzes: toPass.map((quiz) => ({ title: quiz.title, path: quizPath(course, id, quiz.id) })),
    assignments: toHandIn.map((assignment) => ({ title: assignment.title, path: assignmentPath(course, id, assignment.id) })),
  };
}

function OpenLesson({ visit: { course, live, lesson, seat, isAuthor }, toDo }: { visit: Extract<LessonVisit, { isOpen: true }>; toDo: ToDo }) {
  const player = playerOf([...lesson.blocks, ...lesson.resources]);
  return (
    <div className="min-w-0">
      <LessonArticle
        lesson={lesson}
        lessonPath={(id) => lessonPath(course.slug, id)}
        quizPath={(quiz) => quizPath(course.slug, lesson.id, quiz)}
        assignmentPath={(assignment) => assignmentPath(course.slug, lesson.id, assignment)}
      />
      <div className="mt-12 flex flex-col gap-6">
        <div>
          <Completion course={course.slug} toDo={toDo} />
          <CourseFinished href={coursePath(course.slug, live.availability)} isLast={!lesson.next} />
        </div>
        <Neighbours course={course.slug} previous={lesson.previous} next={lesson.next} />
        <LessonKeys medium={player} />
      </div>
      <QuestionsBesideLesson course={course.slug} lesson={lesson.id} mayAsk={!!seat || isAuthor} hasPlayer={player !== 'none'} />
      <UpNext course={course.slug} next={opensAfter(lesson, seat) ? lesson.next : null} />
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
