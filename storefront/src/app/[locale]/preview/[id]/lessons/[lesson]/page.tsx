import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';

import { LessonBlocks } from '@/blocks/lesson-blocks';
import { LessonBreadcrumb } from '@/features/lesson/breadcrumb';
import { Neighbours } from '@/features/lesson/neighbours';
import { Outline } from '@/features/lesson/outline';
import { OutlineSheet } from '@/features/lesson/outline-sheet';
import { draftCourse, draftLesson, draftOutline, inPreview } from '@/features/preview/api';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A lesson as it will be. Nothing is kept of what is done in it. */
export default async function DraftLessonPage({ params }: PageProps<'/[locale]/preview/[id]/lessons/[lesson]'>) {
  const { id, lesson: lessonId } = await params;
  if (!ID.test(lessonId)) notFound();
  const [{ document: course }, { entries }, lesson] = await inPreview((api) =>
    Promise.all([draftCourse(api), draftOutline(api), draftLesson(api, lessonId)]),
  );
  const [t, { player }] = await Promise.all([getTranslations('player'), getMessages()]);
  const outline = { course: course.slug, currentId: lesson.id, entries, isOpen: true };
  const lessonPath = (each: string) => `/preview/${id}/lessons/${each}`;
  return (
    <NextIntlClientProvider messages={{ player }}>
      <div className="container-page pt-2 pb-8">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
          <LessonBreadcrumb href={`/courses/${course.slug}`} course={course} chapter={lesson.chapter?.title ?? null} lesson={lesson.title} />
          <OutlineSheet {...outline} />
        </div>
        <div className="mt-3 grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="min-w-0">
            <article lang={lesson.language}>
              <header className="mb-8">
                <p className="text-sm font-semibold text-muted">{t('lessonNumber', { number: lesson.number })}</p>
                <h1 className="mt-1 text-3xl sm:text-4xl">{lesson.title}</h1>
                {lesson.summary && <p className="mt-3 max-w-prose text-lg">{lesson.summary}</p>}
              </header>
              <LessonBlocks blocks={lesson.blocks} lessonPath={lessonPath} />
              {lesson.resources.length > 0 && (
                <section aria-labelledby="resources" className="mt-12">
                  <h2 id="resources" className="mb-4 text-2xl">
                    {t('resources')}
                  </h2>
                  <LessonBlocks blocks={lesson.resources} lessonPath={lessonPath} />
                </section>
              )}
            </article>
            <div className="mt-12">
              <Neighbours course={course.slug} previous={lesson.previous} next={lesson.next} />
            </div>
          </div>
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
    </NextIntlClientProvider>
  );
}
