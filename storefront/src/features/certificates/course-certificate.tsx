import { getTranslations } from 'next-intl/server';

import { lessonPath } from '@/features/lesson/paths';
import { Link } from '@/i18n/navigation';
import type { CertificateStandingOut } from '@/lib/api/schema';
import { Alert } from '@/ui/alert';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';

import { claimCertificate } from './actions';

const MOST_NAMED = 8;

/** What a certificate still asks for, or the way to have it. */
export async function CourseCertificate({ slug, standing }: { slug: string; standing: CertificateStandingOut }) {
  const t = await getTranslations('certificates.course');
  const { is_offered, missing } = standing;
  const named = missing.slice(0, MOST_NAMED);
  return (
    <div className="container-page max-w-3xl py-12 sm:py-16">
      <h1 className="title-page mb-8">{t('title')}</h1>
      {!is_offered && (
        <Empty icon="award" title={t('notOffered')} text={t('notOfferedText')}>
          <Link href={`/courses/${slug}`} className={buttonClass('accent')}>
            {t('back')}
          </Link>
        </Empty>
      )}
      {is_offered && !missing.length && (
        <>
          <Alert look="success" className="mb-8 text-base">
            {t('ready')}
          </Alert>
          <ButtonForm action={claimCertificate} sends={{ slug }} look="accent">
            {t('claim')}
          </ButtonForm>
        </>
      )}
      {missing.length > 0 && (
        <>
          <h2 className="title-section">{t('missing')}</h2>
          <p className="mt-3 leading-relaxed">{t('missingText')}</p>
          <ul className="mt-6 divide-y divide-hairline border-y border-hairline">
            {named.map(({ kind, lesson, title }) => (
              <li key={`${kind} ${lesson} ${title}`}>
                <Link href={lessonPath(slug, lesson)} prefetch={false} className="flex items-center gap-4 py-4 hover:text-accent-text">
                  <Icon name={kind === 'quiz' ? 'quiz' : 'circle'} className="size-5 text-muted" />
                  <span className="min-w-0 flex-1 font-semibold wrap-anywhere text-ink">{t(kind, { title })}</span>
                  <Icon name="chevron-right" className="size-5 text-muted" />
                </Link>
              </li>
            ))}
          </ul>
          {missing.length > named.length && <p className="mt-4 text-muted">{t('more', { count: missing.length - named.length })}</p>}
        </>
      )}
    </div>
  );
}
