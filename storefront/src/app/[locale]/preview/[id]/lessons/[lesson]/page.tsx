import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';

import { LessonArticle } from '@/blocks/lesson-article';
import { playerOf } from '@/blocks/main-medium';
import { MissingPage } from '@/features/frame/missing-page';
import { LessonBreadcrumb } from '@/features/lesson/breadcrumb';
import { LessonFrame } from '@/features/lesson/lesson-frame';
import { LessonKeys } from '@/features/lesson/lesson-keys';
import { Neighbours } from '@/features/lesson/neighbours';
import { draftCourse, draftLesson, draftOutline, inPreview } from '@/features/preview/api';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A lesson as it will be. Nothing is kept of what is done in it. */
export default async function DraftLessonPage({ params }: PageProps<'/[locale]/preview/[id]/lessons/[lesson]'>) {
  const { id, lesson: lessonId } = await params;
  const found = ID.test(lessonId)
    ? await inPreview((api) => Promise.all([draftCourse(api), draftOutline(api), draftLesson(api, lessonId)]))
    : null;
  if (!found) return <MissingPage />;
  const [{ document: course }, { entries }, lesson] = found;
  const { player } = await getMessages();
  const outline = { course: course.slug, currentId: lesson.id, entries, isOpen: true };
  const lessonPath = (each: string) => `/preview/${id}/lessons/${each}`;
  return (
    <NextIntlClientProvider messages={{ player }}>
      <LessonFrame
        outline={outline}
        head={<LessonBreadcrumb href={`/courses/${course.slug}`} course={course} chapter={lesson.chapter?.title ?? null} lesson={lesson.title} />}
      >
        <div className="min-w-0">
          <LessonArticle lesson={lesson} lessonPath={lessonPath} />
          <div className="mt-12 flex flex-col gap-6">
            <Neighbours course={course.slug} previous={lesson.previous} next={lesson.next} />
            <LessonKeys medium={playerOf([...lesson.blocks, ...lesson.resources])} />
          </div>
        </div>
      </LessonFrame>
    </NextIntlClientProvider>
  );
}
