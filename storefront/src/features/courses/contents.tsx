import { getTranslations } from 'next-intl/server';

import type { OutlineChapter, OutlineEntry, OutlineLesson, OutlineShape } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import { ClosedLesson } from './closed-lesson';
import { ExpandAll } from './expand-all';
import { lengthText, withLength } from './length';
import { OpenLesson } from './open-lesson';
import { Pace } from './pace';

const CHAPTERS = 'chapters';

interface Props {
  outline: OutlineShape;
  slug: string;
  /** For who has a seat: every lesson opens. */
  isOpen?: boolean;
}

/** A course's chapters and lessons; chapters open and close without scripts. */
export async function Contents({ outline, slug, isOpen = false }: Props) {
  const t = await getTranslations('shop');
  const chapters = outline.entries.filter(isChapter);
  const line = withLength(t, t('course.contentsLine', { chapters: chapters.length, lessons: outline.lesson_count }), outline.duration_minutes);
  return (
    <section aria-labelledby="contents">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-1">
        <h2 id="contents" className="title-section">
          {t('course.contents')}
        </h2>
        {chapters.length > 1 && <ExpandAll within={CHAPTERS} labels={{ open: t('course.expandAll'), close: t('course.collapseAll') }} />}
      </div>
      <p className="mt-1 text-sm text-muted">{line}</p>
      <div id={CHAPTERS} className="mt-6 border-b border-hairline">
        {chapters.length < outline.entries.length && <Lessons entries={outline.entries.filter((entry) => !isChapter(entry))} slug={slug} isOpen={isOpen} />}
        {chapters.map((chapter, place) => (
          <details key={chapter.id} open={place === 0} className="group/chapter border-t border-hairline">
            <summary className="flex min-h-16 items-center gap-4 py-4">
              <Icon name="chevron-down" className="size-5 text-muted transition-transform group-open/chapter:rotate-180" />
              <h3 className="flex-1 text-lg">{chapter.title}</h3>
              <ChapterLine chapter={chapter} />
            </summary>
            <div className="pb-6 sm:ps-9">
              {chapter.description && <p className="max-w-2xl pb-3 text-sm">{chapter.description}</p>}
              <Entries entries={chapter.entries} slug={slug} isOpen={isOpen} />
            </div>
          </details>
        ))}
      </div>
    </section>
  );
}

const isChapter = (entry: OutlineEntry): entry is OutlineChapter => entry.kind === 'chapter';

/** What stands in a chapter: lessons, and chapters within. */
function Entries({ entries, slug, isOpen }: { entries: OutlineEntry[]; slug: string; isOpen: boolean }) {
  const runs = entries.reduce<OutlineEntry[][]>((all, entry) => {
    const last = all.at(-1);
    if (last?.[0] && !isChapter(last[0]) && !isChapter(entry)) last.push(entry);
    else all.push([entry]);
    return all;
  }, []);
  return runs.map((run) => {
    const [first] = run;
    return first && isChapter(first) ? (
      <Inner key={first.id} chapter={first} slug={slug} isOpen={isOpen} />
    ) : (
      <Lessons key={first?.id} entries={run} slug={slug} isOpen={isOpen} />
    );
  });
}

function Inner({ chapter, slug, isOpen }: { chapter: OutlineChapter; slug: string; isOpen: boolean }) {
  return (
    <div className="mt-4 first:mt-0">
      <div className="flex items-baseline justify-between gap-4">
        <h4 className="text-base">{chapter.title}</h4>
        <ChapterLine chapter={chapter} />
      </div>
      <Entries entries={chapter.entries} slug={slug} isOpen={isOpen} />
    </div>
  );
}

async function ChapterLine({ chapter }: { chapter: OutlineChapter }) {
  const t = await getTranslations('shop');
  const length = lengthText(t, chapter.duration_minutes);
  return (
    <span className="shrink-0 text-end text-sm text-muted max-[18rem]:hidden">
      {t('lessons', { count: chapter.lesson_count })}
      {length && <span className="max-sm:hidden">, {length}</span>}
    </span>
  );
}

function Lessons({ entries, slug, isOpen }: { entries: OutlineEntry[]; slug: string; isOpen: boolean }) {
  return <ul>{entries.map((entry) => !isChapter(entry) && <Lesson key={entry.id} lesson={entry} slug={slug} isOpen={isOpen} />)}</ul>;
}

async function Lesson({ lesson, slug, isOpen }: { lesson: OutlineLesson; slug: string; isOpen: boolean }) {
  const t = await getTranslations('shop');
  const row = { href: `/courses/${slug}/lessons/${lesson.id}`, title: lesson.title, length: lengthText(t, lesson.duration_minutes) };
  return (
    <li>
      {lesson.locked && !isOpen ? (
        <ClosedLesson {...row} locked={t('course.locked')}>
          <Pace lesson={lesson} />
        </ClosedLesson>
      ) : (
        <OpenLesson {...row} badge={isOpen ? undefined : t('course.preview')}>
          <Pace lesson={lesson} />
        </OpenLesson>
      )}
    </li>
  );
}
