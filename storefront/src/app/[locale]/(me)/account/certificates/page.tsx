import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { PageHead } from '@/features/account/page-head';
import { myCertificates } from '@/features/certificates/api';
import { myCertificatePath, subjectOf } from '@/features/certificates/paths';
import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('certificates') };
}

export default async function MyCertificatesPage() {
  const [account, t, certificates] = await Promise.all([getTranslations('account'), getTranslations('certificates.mine'), myCertificates()]);
  return (
    <>
      <PageHead title={account('certificates')} lead={account('certificatesLead')} />
      {!certificates.length && (
        <Empty icon="award" title={t('none')} text={t('noneText')}>
          <Link href="/learning" className={buttonClass('accent')}>
            {t('learning')}
          </Link>
        </Empty>
      )}
      {certificates.length > 0 && (
        <ul className="divide-y divide-hairline border-y border-hairline">
          {certificates.map(({ number, course, path, issued_at, state }) => (
            <li key={number}>
              <Link href={myCertificatePath(number)} prefetch={false} className="flex items-center gap-4 py-5 hover:text-accent-text">
                <Icon name="award" className="size-6 text-muted" />
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold wrap-anywhere text-ink">{subjectOf({ course, path })?.title}</span>
                  <span className="block text-sm text-muted">
                    {state !== 'valid' && <span className="font-semibold text-warning">{t(`states.${state}`)} · </span>}
                    <Moment at={issued_at} as="day" />
                  </span>
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
