import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';

import { myLetters, myProfile } from '@/features/account/api';
import { Appearance } from '@/features/account/appearance';
import { LessonSwitches } from '@/features/account/lesson-switches';
import { PageHead } from '@/features/account/page-head';
import { LanguageForm, LettersForm } from '@/features/account/preference-forms';
import { Section } from '@/features/account/section';
import { asPerson } from '@/lib/session/server';

/** The languages that Perfomix comes in or will. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'zh-hans'];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('preferences') };
}

export default async function PreferencesPage() {
  const [t, locale, [profile, letters]] = await Promise.all([
    getTranslations('account'),
    getLocale(),
    asPerson('/account/preferences', (api) => Promise.all([myProfile(api), myLetters(api)])),
  ]);
  const codes = [...new Set([...LANGUAGES, profile.language])];
  const zones = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), profile.time_zone])];
  return (
    <>
      <PageHead title={t('preferences')} lead={t('preferencesLead')} />
      <Section title={t('lookTitle')} lead={t('lookLead')}>
        <Appearance />
      </Section>
      <Section title={t('inLessonsTitle')} lead={t('inLessonsLead')}>
        <LessonSwitches />
      </Section>
      <Section title={t('languageTitle')}>
        <LanguageForm
          language={profile.language}
          timeZone={profile.time_zone}
          languages={codes.map((code) => ({ code, name: nameOf(code, locale) }))}
          timeZones={zones}
        />
      </Section>
      <Section title={t('lettersTitle')} lead={t('lettersLead')}>
        <LettersForm letters={letters} />
      </Section>
    </>
  );
}

/** A language by its own name. */
function nameOf(code: string, locale: string): string {
  return new Intl.DisplayNames([code, locale], { type: 'language' }).of(code) ?? code;
}
