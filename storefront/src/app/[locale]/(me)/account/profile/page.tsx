import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { allStyles, myProfile } from '@/features/account/api';
import { PageHead } from '@/features/account/page-head';
import { PortraitField } from '@/features/account/portrait-field';
import { ProfileForm } from '@/features/account/profile-form';
import { asPerson } from '@/lib/session/server';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('profile') };
}

export default async function ProfilePage() {
  const [t, profile, styles] = await Promise.all([
    getTranslations('account'),
    asPerson('/account/profile', myProfile),
    allStyles(),
  ]);
  return (
    <>
      <PageHead title={t('profile')} lead={t('profileLead')} />
      <PortraitField profile={profile} />
      <ProfileForm profile={profile} styles={styles.map(({ slug, name }) => ({ slug, name }))} />
    </>
  );
}
