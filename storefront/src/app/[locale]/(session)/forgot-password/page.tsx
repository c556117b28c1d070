import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { ForgotForm } from '@/features/session/letter-forms';
import { Link } from '@/i18n/navigation';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('session'))('forgotTitle') };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('session');
  return (
    <div className="space-y-6">
      <ForgotForm />
      <Link href="/sign-in" className="inline-block py-3 text-sm underline underline-offset-4">
        {t('backToSignIn')}
      </Link>
    </div>
  );
}
