import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { PageHead } from '@/features/account/page-head';
import { myNotes } from '@/features/notes/api';
import { NoteEntry } from '@/features/notes/note-entry';
import { NoteSearch } from '@/features/notes/note-search';
import { NOTES_PAGE } from '@/features/notes/paths';
import { Link, redirect } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Icon } from '@/ui/icon';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('notes') };
}

const one = (given: string | string[] | undefined) => (typeof given === 'string' ? given : '');

export default async function MyNotesPage({ searchParams }: PageProps<'/[locale]/account/notes'>) {
  const asked = await searchParams;
  const [q, course, cursor] = [one(asked.q), one(asked.course), one(asked.cursor)];
  const [account, t, found] = await Promise.all([getTranslations('account'), getTranslations('notes'), myNotes({ q, course, cursor })]);
  if (!found) return redirect({ href: NOTES_PAGE, locale: await getLocale() });
  const { results, courses, next_cursor } = found;
  return (
    <>
      <PageHead title={account('notes')} lead={account('notesLead')} />
      {!courses.length && (
        <Empty icon="chat" title={t('none')} text={t('noneText')}>
          <Link href="/learning" className={buttonClass('accent')}>
            {t('learning')}
          </Link>
        </Empty>
      )}
      {courses.length > 0 && (
        <>
          <NoteSearch q={q} course={course} courses={courses} />
          {!results.length && <p role="status">{t('nothingFound')}</p>}
          <ul className="divide-y divide-hairline border-y border-hairline empty:hidden">
            {results.map((note) => (
              <NoteEntry key={`${note.lesson} ${note.id}`} note={note} />
            ))}
          </ul>
          {next_cursor && (
            <Link href={{ pathname: NOTES_PAGE, query: { q, course, cursor: next_cursor } }} prefetch={false} className={`${buttonClass('outline')} mt-8`}>
              {t('older')}
            </Link>
          )}
          <section className="mt-12">
            <h2 className="text-xl">{t('takeAlong')}</h2>
            <p className="mt-2 text-sm text-muted">{t('takeAlongText')}</p>
            <p className="mt-4 flex flex-wrap gap-2">
              <a href="/api/v1/me/notes.md" download className={buttonClass('outline')}>
                <Icon name="download" />
                {t('asText')}
              </a>
              <a href="/api/v1/me/notes.csv" download className={buttonClass('outline')}>
                <Icon name="download" />
                {t('asTable')}
              </a>
            </p>
          </section>
        </>
      )}
    </>
  );
}
