import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';

import type { LessonBlock } from '@/lib/api/schema';
import { lessonLinks } from '@/lib/lesson-links';

import { Blocks } from './blocks';
import { mainMedium } from './main-medium';

interface Props {
  blocks: readonly LessonBlock[];
  /** The address of the lesson of that id, for links between lessons. */
  lessonPath: (id: string) => string;
  /** The address of a quiz of this lesson, where it can be answered. */
  quizPath?: (quiz: string) => string;
  /** The address of an assignment of this lesson, where it can be handed in. */
  assignmentPath?: (assignment: string) => string;
}

/** Everything in a lesson, drawn. Serves lessons and their drafts. */
export async function LessonBlocks({ blocks, lessonPath, quizPath, assignmentPath }: Props) {
  const { player } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ player }}>
      <div className="flex flex-col gap-6">
        <Blocks
          blocks={blocks}
          around={{ linkTo: lessonLinks(lessonPath), mainId: mainMedium(blocks), quizPath: quizPath ?? null, assignmentPath: assignmentPath ?? null }}
        />
      </div>
    </NextIntlClientProvider>
  );
}
