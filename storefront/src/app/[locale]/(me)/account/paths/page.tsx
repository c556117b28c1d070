import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { PageHead } from '@/features/account/page-head';
import { myPaths } from '@/features/paths/api';
import { myPathPath, PATHS } from '@/features/paths/paths';
import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Icon } from '@/ui/icon';
import { ProgressBar } from '@/ui/progress-bar';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('paths') };
}

/** The paths I am on, with how far I am. */
export default async function MyPathsPage() {
  const [account, t, paths] = await Promise.all([getTranslations('account'), getTranslations('paths'), myPaths()]);
  return (
    <>
      <PageHead title={account('paths')} lead={account('pathsLead')} />
      {!paths.length && (
        <Empty icon="list" title={t('mine.none')} text={t('mine.noneText')}>
          <Link href={PATHS} className={buttonClass('accent')}>
            {t('mine.find')}
          </Link>
        </Empty>
      )}
      {paths.length > 0 && (
        <ul className="divide-y divide-hairline border-y border-hairline">
          {paths.map(({ slug, title, percent, kind, certificate }) => (
            <li key={slug}>
              <Link href={myPathPath(slug)} prefetch={false} className="flex items-center gap-4 py-5 hover:text-accent-text">
                <Icon name={certificate ? 'award' : 'list'} className="size-6 text-muted" />
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold wrap-anywhere text-ink">{title}</span>
                  <span className="block text-sm text-muted">{[t(`kinds.${kind}`), t('percent', { percent })].join(' · ')}</span>
                  <ProgressBar percent={percent} label={t('progress')} className="mt-2" />
                </span>
                <Icon name="chevron-right" className="size-5 text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
