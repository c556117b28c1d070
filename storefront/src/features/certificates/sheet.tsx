import { getLocale, getTranslations } from 'next-intl/server';

import { withLength } from '@/features/courses/length';
import { Link } from '@/i18n/navigation';
import type { CertificateOut } from '@/lib/api/schema';

import { subjectOf } from './paths';

/** What a certificate says, as on its sheet. */
export async function Sheet({ certificate }: { certificate: CertificateOut }) {
  const [t, locale] = await Promise.all([getTranslations('certificates'), getLocale()]);
  const { name, heading, statement, producer, completed_on, minutes, shown_number, issuer } = certificate;
  const subject = subjectOf(certificate);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${completed_on}T00:00:00Z`));
  const facts = minutes ? withLength(await getTranslations('shop'), day, minutes) : day;
  return (
    <section aria-label={heading} className="rounded-card border-2 border-ink p-2">
      <div className="rounded-card border border-hairline px-6 py-12 text-center sm:px-12 sm:py-16">
        <p className="text-sm font-semibold tracking-widest text-muted uppercase">{heading}</p>
        {name && <p className="mt-8 font-display text-4xl font-extrabold tracking-tight wrap-anywhere text-ink sm:text-5xl">{name}</p>}
        {subject && (
          <>
            {name && <p className="mt-4">{statement}</p>}
            <p className="mt-4 font-display text-2xl font-bold text-ink sm:text-3xl">
              <Link href={subject.href} prefetch={false} className="hover:underline">
                {subject.title}
              </Link>
            </p>
          </>
        )}
        <p className="mt-4 text-muted">{facts}</p>
        <dl className="mt-12 flex flex-wrap justify-center gap-x-12 gap-y-4 text-sm">
          {[...(certificate.course ? [[t('taughtBy'), producer] as const] : []), [t('issuedBy'), issuer] as const, [t('number'), shown_number] as const]
            .filter(([, said]) => said)
            .map(([what, said]) => (
              <div key={what}>
                <dt className="text-muted">{what}</dt>
                <dd className="font-semibold wrap-anywhere text-ink tabular-nums">{said}</dd>
              </div>
            ))}
        </dl>
      </div>
    </section>
  );
}
