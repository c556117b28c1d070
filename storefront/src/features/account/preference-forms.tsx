'use client';

import { useTranslations } from 'next-intl';

import type { LetterChoice } from '@/lib/api/schema';
import { Button } from '@/ui/button';
import { ActionForm } from '@/ui/form/action-form';
import { CheckField, SelectField } from '@/ui/form/field';
import { Saved } from '@/ui/form/saved';
import { Submit } from '@/ui/form/submit';
import { useTimeZone } from '@/ui/use-time-zone';

import { saveLanguageAndTime, saveLetters } from './actions';

interface LanguageProps {
  language: string;
  timeZone: string;
  languages: { code: string; name: string }[];
  timeZones: string[];
}

export function LanguageForm({ language, timeZone, languages, timeZones }: LanguageProps) {
  const t = useTranslations('account');
  const here = useTimeZone();
  return (
    <ActionForm action={saveLanguageAndTime}>
      <SelectField label={t('language')} hint={t('languageHint')} name="language" defaultValue={language}>
        {languages.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <div>
        <SelectField label={t('timeZone')} name="time_zone" defaultValue={timeZone}>
          {timeZones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </SelectField>
        {here && here !== timeZone && timeZones.includes(here) && (
          <p className="mt-2 flex flex-wrap items-center gap-x-2 text-sm text-muted">
            {t('timeZoneHere', { zone: here.replaceAll('_', ' ') })}
            <Button look="quiet" onClick={(event) => choose(event.currentTarget.form, 'time_zone', here)}>
              {t('useTimeZone')}
            </Button>
          </p>
        )}
      </div>
      <div className="flex items-center gap-4">
        <Submit look="outline">{t('save')}</Submit>
        <Saved>{t('saved')}</Saved>
      </div>
    </ActionForm>
  );
}

function choose(form: HTMLFormElement | null, name: string, value: string): void {
  const select = form?.elements.namedItem(name);
  if (select instanceof HTMLSelectElement) select.value = value;
}

export function LettersForm({ letters }: { letters: LetterChoice[] }) {
  const t = useTranslations('account');
  return (
    <ActionForm action={saveLetters} className="space-y-4">
      <fieldset>
        <legend className="sr-only">{t('lettersTitle')}</legend>
        {letters.map(({ area, wants_letters }) => (
          <div key={area}>
            <input type="hidden" name="area" value={area} />
            <CheckField name="wanted" value={area} label={t(`letterArea.${area}`)} defaultChecked={wants_letters} />
          </div>
        ))}
      </fieldset>
      <div className="flex items-center gap-4">
        <Submit look="outline">{t('save')}</Submit>
        <Saved>{t('saved')}</Saved>
      </div>
    </ActionForm>
  );
}
