import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { whoAmI } from '@/features/account/api';
import { PageHead } from '@/features/account/page-head';
import { TermsForm } from '@/features/account/terms-form';
import { whatSignUpAsks } from '@/features/session/api';
import { Link } from '@/i18n/navigation';
import { asPerson } from '@/lib/session/server';
import { Alert } from '@/ui/alert';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('terms') };
}

export default async function TermsPage() {
  const [t, { age_limit }, { terms }] = await Promise.all([
    getTranslations('account'),
    whatSignUpAsks(),
    asPerson('/account/terms', whoAmI),
  ]);
  const isDue = terms.must_accept;
  return (
    <>
      <PageHead title={t('terms')} lead={t('termsLead')} />
      <Alert look={isDue ? 'warning' : 'success'}>
        {isDue ? t('termsNew', { version: terms.current_version }) : t('termsNow', { version: terms.current_version })}{' '}
        <Link href="/terms" className="font-semibold underline underline-offset-4">
          {t('termsRead')}
        </Link>
      </Alert>
      {isDue && (
        <div className="mt-8">
          <TermsForm version={terms.current_version} limit={age_limit} />
        </div>
      )}
    </>
  );
}
