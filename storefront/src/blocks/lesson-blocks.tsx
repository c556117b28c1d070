import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';

import type { LessonBlock } from '@/lib/api/schema';

import { Blocks } from './blocks';
import { mainMedium } from './main-medium';

interface Props {
  blocks: readonly LessonBlock[];
  /** The address of the lesson of that id, for links between lessons. */
  lessonPath: (id: string) => string;
}

/** Everything in a lesson, drawn. Serves lessons and their drafts. */
export async function LessonBlocks({ blocks, lessonPath }: Props) {
  const { player } = await getMessages();
  const linkTo = (href: string) => {
    const lesson = /^\/lessons\/([0-9a-f-]{36})$/.exec(href)?.[1];
    return lesson ? lessonPath(lesson) : href;
  };
  return (
    <NextIntlClientProvider messages={{ player }}>
      <div className="flex flex-col gap-6">
        <Blocks blocks={blocks} around={{ linkTo, mainId: mainMedium(blocks) }} />
      </div>
    </NextIntlClientProvider>
  );
}
