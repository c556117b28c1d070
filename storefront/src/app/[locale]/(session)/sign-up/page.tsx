import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { whatSignUpAsks } from '@/features/session/api';
import { SignUpForm } from '@/features/session/sign-up-form';
import { Link } from '@/i18n/navigation';
import { nextPath, signInPath } from '@/lib/next-path';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('session'))('signUpTitle') };
}

export default async function SignUpPage({ searchParams }: PageProps<'/[locale]/sign-up'>) {
  const [t, { next: wanted }, asked] = await Promise.all([getTranslations('session'), searchParams, whatSignUpAsks()]);
  const next = wanted === undefined ? undefined : nextPath(wanted);
  return (
    <div className="space-y-8">
      <SignUpForm asked={asked} next={next} />
      <p className="text-sm">
        {t('haveAccount')}{' '}
        <Link href={next ? signInPath(next) : '/sign-in'} className="font-semibold text-ink underline underline-offset-4">
          {t('signIn')}
        </Link>
      </p>
    </div>
  );
}
