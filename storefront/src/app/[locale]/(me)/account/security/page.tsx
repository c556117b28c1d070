import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { myDevices, whoAmI } from '@/features/account/api';
import { Devices } from '@/features/account/devices';
import { PageHead } from '@/features/account/page-head';
import { Section } from '@/features/account/section';
import { EmailForm, PasswordForm } from '@/features/account/security-forms';
import { asPerson } from '@/lib/session/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('security') };
}

export default async function SecurityPage() {
  const [t, [me, devices]] = await Promise.all([
    getTranslations('account'),
    asPerson('/account/security', (api) => Promise.all([whoAmI(api), myDevices(api)])),
  ]);
  const email = t.rich('emailNow', { email: me.email, b: (words) => <b className="text-ink">{words}</b> });
  return (
    <>
      <PageHead title={t('security')} lead={t('securityLead')} />
      <Section title={t('devicesTitle')} lead={t('devicesLead')}>
        <Devices devices={devices} />
      </Section>
      <Section title={t('passwordTitle')}>
        <PasswordForm email={me.email} />
      </Section>
      <Section title={t('emailTitle')} lead={email}>
        <EmailForm />
      </Section>
    </>
  );
}
