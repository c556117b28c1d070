import { getTranslations } from 'next-intl/server';
import type { ComponentProps, ReactNode } from 'react';

import { Outline } from './outline';
import { OutlineSheet } from './outline-sheet';

interface Props {
  outline: ComponentProps<typeof Outline>;
  /** What stands above the lesson: where it is in its course, and how far one is. */
  head: ReactNode;
  children: ReactNode;
}

/** A lesson beside the outline of its course, which a phone has behind a button. Serves lessons and their drafts. */
export async function LessonFrame({ outline, head, children }: Props) {
  const t = await getTranslations('player');
  return (
    <div className="container-page pt-2 pb-8">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        {head}
        <OutlineSheet {...outline} />
      </div>
      <div className="mt-6 grid gap-10 lg:mt-4 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_22rem]">
        {children}
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
  );
}
