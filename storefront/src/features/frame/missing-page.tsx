import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { answerMissing } from '@/lib/answer';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

/** What search engines and the browser's tab are told where there is nothing. */
export async function missingMetadata(): Promise<Metadata> {
  const t = await getTranslations('frame');
  return { title: t('notFoundTitle'), robots: { index: false } };
}

/** What a page returns where there is nothing at its address: says so, answers 404 and shows ways on, without scripts too. */
export async function MissingPage() {
  answerMissing();
  const t = await getTranslations('frame');
  return (
    <div className="container-page py-20 lg:py-28">
      <h1 className="title-page max-w-3xl">{t('notFoundTitle')}</h1>
      <p className="mt-5 max-w-xl text-lg">{t('notFoundText')}</p>
      <form action="/courses" role="search" className="mt-10 flex max-w-xl items-center rounded-full border border-control bg-bg focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-focus">
        <Icon name="search" className="ms-4 size-5 text-muted" />
        <input
          type="search"
          name="q"
          maxLength={100}
          required
          aria-label={t('search')}
          placeholder={t('search')}
          className="min-h-12 w-full min-w-0 flex-1 bg-transparent px-3 text-base text-ink outline-none placeholder:text-muted"
        />
        <button type="submit" className={`${buttonClass('primary')} m-0.5`}>
          {t('searchButton')}
        </button>
      </form>
      <p className="mt-8 flex flex-wrap gap-3">
        <Link href="/courses" className={buttonClass('outline')}>
          {t('toCourses')}
        </Link>
        <Link href="/" className={buttonClass('quiet')}>
          {t('toHome')}
        </Link>
      </p>
    </div>
  );
}
