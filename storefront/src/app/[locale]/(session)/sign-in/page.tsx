import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { FormHeading } from '@/features/session/form-heading';
import { SignInForm } from '@/features/session/sign-in-form';
import { signOut } from '@/features/session/actions';
import { whoIsHere } from '@/features/session/api';
import { Link } from '@/i18n/navigation';
import { nextPath } from '@/lib/next-path';
import { Alert } from '@/ui/alert';
import { Button, buttonClass } from '@/ui/button';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('session'))('signInTitle') };
}

export default async function SignInPage({ searchParams }: PageProps<'/[locale]/sign-in'>) {
  const [t, { next: wanted, ended, suspended }, me] = await Promise.all([getTranslations('session'), searchParams, whoIsHere()]);
  const next = wanted === undefined ? undefined : nextPath(wanted);
  if (suspended !== undefined && !me) return <Suspended />;
  if (me) {
    return (
      <div className="space-y-6">
        <FormHeading title={t('alreadyTitle')} text={t('alreadyText', { name: me.display_name })} />
        <Link href={next ?? '/learning'} className={`${buttonClass('primary')} w-full`}>
          {t('goOn')}
        </Link>
        <form action={signOut}>
          <Button type="submit" look="outline" className="w-full">
            {t('signOut')}
          </Button>
        </form>
      </div>
    );
  }
  return (
    <div className="space-y-8">
      <FormHeading title={t('signInTitle')} text={t('signInLead')} />
      {ended !== undefined && <Alert look="note">{t('endedNote')}</Alert>}
      <SignInForm next={next} />
      <div className="flex flex-wrap justify-between gap-x-6 text-sm">
        <Link href="/forgot-password" className="py-3 underline underline-offset-4">
          {t('forgot')}
        </Link>
        <p className="py-3">
          {t('newHere')}{' '}
          <Link href={next ? `/sign-up?next=${encodeURIComponent(next)}` : '/sign-up'} className="font-semibold text-ink underline underline-offset-4">
            {t('createAccount')}
          </Link>
        </p>
      </div>
    </div>
  );
}

/** What somebody reads who was signed out because their account is suspended. */
async function Suspended() {
  const t = await getTranslations('session.suspended');
  return (
    <div className="space-y-6">
      <FormHeading title={t('title')} text={t('who')} />
      <p className="leading-relaxed">{t('why')}</p>
      <p className="leading-relaxed">{t('kept')}</p>
      <Link href="/contact" className={`${buttonClass('primary')} w-full`}>
        {t('write')}
      </Link>
      <Link href="/sign-in" className={`${buttonClass('quiet')} w-full`}>
        {t('another')}
      </Link>
    </div>
  );
}
