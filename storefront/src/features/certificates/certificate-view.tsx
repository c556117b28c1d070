import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { CertificateOut } from '@/lib/api/schema';
import { Alert } from '@/ui/alert';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { certificateFile, CERTIFICATES, subjectOf } from './paths';
import { Sheet } from './sheet';

const LOOKS = { valid: 'success', revoked: 'error', replaced: 'warning', expired: 'warning' } as const;
const SENTENCES = { valid: 'genuine', revoked: 'revoked', replaced: 'replaced', expired: 'expired' } as const;

/** A certificate as it is proven to others. */
export async function CertificateView({ certificate }: { certificate: CertificateOut }) {
  const t = await getTranslations('certificates');
  const { state, issued_at, ended_at, expires_at, number } = certificate;
  const subject = subjectOf(certificate);
  const until = expires_at && <Moment at={expires_at} as="day" />;
  const date = () => (state === 'expired' && until) || <Moment at={ended_at ?? issued_at} as="day" />;
  return (
    <div className="container-page max-w-4xl py-12 sm:py-16">
      <h1 className="title-own mb-8">{state === 'valid' && subject ? t('pageTitle', { course: subject.title }) : t('pageTitleEnded')}</h1>
      <Alert look={LOOKS[state]} className="mb-8 text-base">
        {t.rich(SENTENCES[state], { date })}
        {state === 'valid' && until && <> {t.rich('holdsUntil', { date: () => until })}</>}
        {state === 'expired' && subject && <> {t('wasOf', { title: subject.title })}</>}
      </Alert>
      {state === 'valid' && (
        <>
          <Sheet certificate={certificate} />
          <div className="mt-8 flex flex-wrap gap-3">
            {/* A file, not a page: a link of the browser's own. */}
            <a href={certificateFile(number)} download className={buttonClass('accent')}>
              <Icon name="download" className="size-4" />
              {t('pdf')}
            </a>
          </div>
        </>
      )}
      <p className="mt-10">
        <Link href={CERTIFICATES} className="font-semibold underline underline-offset-4">
          {t('another')}
        </Link>
      </p>
    </div>
  );
}
