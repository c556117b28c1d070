import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';

import { questionsBeside } from './api';
import { AskForm } from './ask-form';
import { questionsHref } from './query';
import { QuestionItem } from './question-item';

/** The newest questions of a lesson and a form to ask another, for who takes part in them; nothing for everybody else. */
export async function QuestionsBesideLesson({ course, lesson, mayAsk, hasPlayer }: { course: string; lesson: string; mayAsk: boolean; hasPlayer: boolean }) {
  const found = await questionsBeside(course, lesson);
  if (!found) return null;
  const [t, { forms, questions }] = await Promise.all([getTranslations('questions'), getMessages()]);
  const { results } = found.page;
  return (
    <NextIntlClientProvider messages={{ forms, questions }}>
      <section aria-labelledby="questions" className="mt-12 scroll-mt-24 border-t border-hairline pt-10">
        <h2 id="questions" className="text-2xl">
          {t('title')}
        </h2>
        {results.length === 0 && <p className="mt-3 text-muted">{t('none')}</p>}
        <ul className="mt-5 space-y-3">
          {results.map((question) => (
            <li key={question.id}>
              <QuestionItem course={course} question={question} />
            </li>
          ))}
        </ul>
        <p className="mt-4">
          <Link href={questionsHref(course, lesson)} prefetch={false} className={buttonClass('quiet')}>
            {t('toAll')}
          </Link>
        </p>
        {mayAsk && (
          <details className="mt-4 rounded-card border border-hairline p-4 sm:p-5">
            <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-ink">{t('ask.open')}</summary>
            <div className="mt-3">
              <AskForm course={course} lesson={lesson} people={found.people} hasPlayer={hasPlayer} />
            </div>
          </details>
        )}
      </section>
    </NextIntlClientProvider>
  );
}
