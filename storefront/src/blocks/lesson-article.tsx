import { getTranslations } from 'next-intl/server';

import type { LessonShape } from '@/lib/api/schema';

import { LessonBlocks } from './lesson-blocks';

interface Props {
  lesson: Pick<LessonShape, 'number' | 'title' | 'summary' | 'language' | 'blocks' | 'resources'>;
  /** The address of the lesson of that id, for links between lessons. */
  lessonPath: (id: string) => string;
  /** The address of a quiz of this lesson, where it can be answered. */
  quizPath?: (quiz: string) => string;
  /** The address of an assignment of this lesson, where it can be handed in. */
  assignmentPath?: (assignment: string) => string;
}

/** All that there is to read, see and hear in a lesson. Serves lessons and their drafts. */
export async function LessonArticle({ lesson, lessonPath, quizPath, assignmentPath }: Props) {
  const t = await getTranslations('player');
  return (
    <article lang={lesson.language}>
      <header className="mb-8">
        <p className="text-sm font-semibold text-muted">{t('lessonNumber', { number: lesson.number })}</p>
        <h1 className="title-lesson mt-1">{lesson.title}</h1>
        {lesson.summary && <p className="mt-3 max-w-prose text-lg">{lesson.summary}</p>}
      </header>
      <LessonBlocks blocks={lesson.blocks} lessonPath={lessonPath} quizPath={quizPath} assignmentPath={assignmentPath} />
      {lesson.resources.length > 0 && (
        <section aria-labelledby="resources" className="mt-12">
          <h2 id="resources" className="mb-4 text-2xl">
            {t('resources')}
          </h2>
          <LessonBlocks blocks={lesson.resources} lessonPath={lessonPath} />
        </section>
      )}
    </article>
  );
}
