import { getTranslations } from 'next-intl/server';

import { myPathPath } from '@/features/paths/paths';
import { Link } from '@/i18n/navigation';
import type { MyCertificateOut } from '@/lib/api/schema';
import { siteUrl } from '@/lib/env';
import { Alert } from '@/ui/alert';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { reissueCertificate } from './actions';
import { linkedInAddress } from './linked-in';
import { certificateFile, certificatePath, subjectOf } from './paths';
import { Sheet } from './sheet';

/** A certificate to keep, to show, and to have in another name. */
export async function MyCertificateView({ certificate }: { certificate: MyCertificateOut }) {
  const t = await getTranslations('certificates');
  const { number, name, state, ended_at, expires_at, revocation_reason, is_in_my_name, has_credential } = certificate;
  const address = `${siteUrl()}${certificatePath(number)}`;
  const isValid = state === 'valid';
  const subject = subjectOf(certificate);
  const { path } = certificate;
  const over = state === 'expired' ? expires_at : ended_at;
  return (
    <>
      <h1 className="title-own mb-8 wrap-anywhere">{t('pageTitle', { course: subject?.title ?? '' })}</h1>
      {!isValid && over && (
        <Alert look={state === 'revoked' ? 'error' : 'warning'} className="mb-8">
          <p>{t.rich(state, { date: () => <Moment at={over} as="day" /> })}</p>
          {revocation_reason && (
            <p className="mt-2">
              {t('mine.whyRevoked')}: {revocation_reason}
            </p>
          )}
        </Alert>
      )}
      {isValid && (
        <>
          {expires_at && <p className="mb-6">{t.rich('holdsUntil', { date: () => <Moment at={expires_at} as="day" /> })}</p>}
          <Sheet certificate={certificate} />
          <section aria-labelledby="keep" className="mt-12">
            <h2 id="keep" className="title-section">
              {t('mine.keep')}
            </h2>
            <div className="mt-4 flex flex-wrap gap-3">
              {/* Files, not pages: links of the browser's own. */}
              <a href={certificateFile(number)} download className={buttonClass('accent')}>
                <Icon name="download" className="size-4" />
                {t('pdf')}
              </a>
              {has_credential && (
                <a href={`/api/v1/me/certificates/${number}/credential`} download className={buttonClass('outline')}>
                  <Icon name="shield" className="size-4" />
                  {t('mine.credential')}
                </a>
              )}
            </div>
          </section>
          <section aria-labelledby="share" className="mt-12">
            <h2 id="share" className="title-section">
              {t('mine.share')}
            </h2>
            <p className="mt-4 leading-relaxed">{t('mine.shareText')}</p>
            <p className="mt-2 font-semibold wrap-anywhere text-ink">{address}</p>
            <div className="mt-4 flex flex-wrap gap-3">
              <Link href={certificatePath(number)} prefetch={false} className={buttonClass('outline')}>
                {t('mine.show')}
              </Link>
              <a href={linkedInAddress(certificate, address)} rel="noreferrer" className={buttonClass('outline')}>
                <Icon name="link" className="size-4" />
                {t('mine.linkedIn')} <span className="sr-only">({t('mine.linkedInNote')})</span>
              </a>
            </div>
          </section>
        </>
      )}
      {path && (
        <p className="mt-8">
          <Link href={myPathPath(path.slug)} prefetch={false} className="font-semibold underline underline-offset-4">
            {t('mine.toPath')}
          </Link>
        </p>
      )}
      {isValid && !is_in_my_name && (
        <section aria-labelledby="other-name" className="mt-12">
          <h2 id="other-name" className="title-section">
            {t('mine.otherName')}
          </h2>
          <p className="mt-4 mb-4 leading-relaxed">{t('mine.otherNameText', { name: name ?? '' })}</p>
          <ButtonForm action={reissueCertificate} sends={{ number }}>
            {t('mine.reissue')}
          </ButtonForm>
        </section>
      )}
    </>
  );
}
