'use client';

import { useTranslations } from 'next-intl';

import { usePreferences } from '@/features/player/use-preferences';

/** What lessons do by themselves, switched on and off for all of them; kept in this browser. */
export function LessonSwitches() {
  const t = useTranslations('account');
  const [{ shortcuts, autoplay }, prefer] = usePreferences();
  return (
    <fieldset className="noscript:hidden">
      <legend className="sr-only">{t('inLessonsTitle')}</legend>
      <Switch label={t('autoplay')} hint={t('autoplayHint')} isOn={autoplay} onChange={(isOn) => prefer({ autoplay: isOn })} />
      <Switch label={t('shortcuts')} hint={t('shortcutsHint')} isOn={shortcuts} onChange={(isOn) => prefer({ shortcuts: isOn })} />
    </fieldset>
  );
}

function Switch({ label, hint, isOn, onChange }: { label: string; hint: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2 text-sm">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} className="mt-0.5 size-5 shrink-0 accent-primary" />
      <span>
        <span className="text-ink">{label}</span>
        <span className="mt-0.5 block text-muted">{hint}</span>
      </span>
    </label>
  );
}
