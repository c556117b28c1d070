import { getTranslations } from 'next-intl/server';

import { lessonPath } from '@/features/lesson/paths';
import { Link } from '@/i18n/navigation';
import type { PaginatedQuestionOutList, PersonToMentionOut } from '@/lib/api/schema';
import { Breadcrumb } from '@/ui/breadcrumb';
import { buttonClass } from '@/ui/button';
import { INPUT } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';

import { AskForm } from './ask-form';
import { questionsHref, SORTS, type QuestionsChoice } from './query';
import { QuestionItem } from './question-item';

interface Props {
  course: { slug: string; title: string };
  lesson: { id: string; title: string };
  page: PaginatedQuestionOutList;
  choice: QuestionsChoice;
  people: PersonToMentionOut[];
  mayAsk: boolean;
}

const PILL =
  'inline-flex min-h-11 items-center rounded-full px-4 text-sm font-semibold text-ink hover:bg-surface-2 ' +
  'aria-current:bg-primary aria-current:text-on-primary';

/** The questions of a lesson or of its whole course: sorted, searched, page by page. */
export async function QuestionsView({ course, lesson, page, choice, people, mayAsk }: Props) {
  const t = await getTranslations('questions');
  const href = (changed: Partial<QuestionsChoice>) => questionsHref(course.slug, lesson.id, { ...choice, cursor: '', ...changed });
  return (
    <div className="max-w-3xl space-y-8">
      <header>
        <Breadcrumb label={t('breadcrumb')} crumbs={[{ name: lesson.title, href: lessonPath(course.slug, lesson.id) }, { name: t('title') }]} />
        <p className="mt-4 text-sm font-semibold text-muted">{course.title}</p>
        <h1 className="title-lesson mt-1">{choice.everywhere ? t('titleOfCourse') : t('titleOfLesson', { lesson: lesson.title })}</h1>
      </header>
      <nav aria-label={t('which')} className="-ms-4 flex flex-wrap gap-1 max-sm:ms-0">
        {([false, true] as const).map((everywhere) => (
          <Link key={String(everywhere)} href={href({ everywhere })} prefetch={false} aria-current={everywhere === choice.everywhere ? 'true' : undefined} className={PILL}>
            {everywhere ? t('ofCourse') : t('ofLesson')}
          </Link>
        ))}
      </nav>
      <form role="search" className="flex flex-wrap items-end gap-3">
        <HiddenFields fields={{ ...(choice.everywhere && { in: 'course' }), ...(choice.sort !== 'new' && { sort: choice.sort }) }} />
        <label className="min-w-48 flex-1 text-sm font-semibold text-ink">
          {t('search')}
          <input type="search" name="q" defaultValue={choice.words} maxLength={200} className={`${INPUT} mt-2 font-normal`} />
        </label>
        <button type="submit" className={buttonClass('outline')}>
          {t('find')}
        </button>
      </form>
      <nav aria-label={t('sort')} className="-ms-4 flex flex-wrap gap-1 max-sm:ms-0">
        {SORTS.map((sort) => (
          <Link key={sort} href={href({ sort })} prefetch={false} aria-current={sort === choice.sort ? 'true' : undefined} className={PILL}>
            {t(`sorts.${sort}`)}
          </Link>
        ))}
      </nav>
      {page.results.length === 0 && <p className="text-muted">{choice.words || choice.sort === 'unanswered' ? t('noneFits') : t('none')}</p>}
      <ul className="space-y-3">
        {page.results.map((question) => (
          <li key={question.id}>
            <QuestionItem as="h2" course={course.slug} question={question} namesLesson={choice.everywhere} />
          </li>
        ))}
      </ul>
      {page.next_cursor && (
        <p>
          <Link href={href({ cursor: page.next_cursor })} prefetch={false} className={buttonClass('outline')}>
            {t('more')}
          </Link>
        </p>
      )}
      {mayAsk && (
        <section aria-labelledby="ask">
          <h2 id="ask" className="mb-4 text-xl">
            {t('ask.open')}
          </h2>
          <AskForm course={course.slug} lesson={lesson.id} people={people} />
        </section>
      )}
    </div>
  );
}
