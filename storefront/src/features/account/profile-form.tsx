'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';

import type { ProfileOut } from '@/lib/api/schema';
import { Button } from '@/ui/button';
import { ActionForm } from '@/ui/form/action-form';
import { FieldErrors, INPUT, TextAreaField, TextField } from '@/ui/form/field';
import { Saved } from '@/ui/form/saved';
import { Submit } from '@/ui/form/submit';

import { saveProfile } from './actions';

interface Named {
  slug: string;
  name: string;
}

export function ProfileForm({ profile, styles }: { profile: ProfileOut; styles: Named[] }) {
  const t = useTranslations('account');
  return (
    <ActionForm action={saveProfile}>
      <TextField label={t('displayName')} name="display_name" defaultValue={profile.display_name} autoComplete="name" maxLength={80} required />
      <TextField label={t('headline')} hint={t('headlineHint')} name="headline" defaultValue={profile.headline} maxLength={120} />
      <TextAreaField label={t('bio')} name="bio" defaultValue={profile.bio} rows={6} maxLength={4000} />
      <TextField label={t('location')} name="location" defaultValue={profile.location} autoComplete="address-level2" maxLength={120} />
      <Styles held={profile.styles} styles={styles} />
      <div className="flex items-center gap-4">
        <Submit>{t('save')}</Submit>
        <Saved>{t('saved')}</Saved>
      </div>
    </ActionForm>
  );
}

const MOST_STYLES = 30;

/** Rows of a style and how far one is in it, with one empty row to add another, also without scripts. */
function Styles({ held, styles }: { held: ProfileOut['styles']; styles: Named[] }) {
  const t = useTranslations('account');
  const [extra, setExtra] = useState(1);
  const rows = [...held, ...Array.from({ length: extra }, () => ({ style: '', skill: 1 }))].slice(0, MOST_STYLES);
  return (
    <fieldset>
      <legend className="text-sm font-semibold text-ink">{t('styles')}</legend>
      <p className="mt-1 mb-3 text-sm text-muted">{t('stylesHint')}</p>
      <div className="space-y-3">
        {rows.map((row, index) => (
          <div key={index} className="grid gap-2 sm:grid-cols-2">
            <select name="style" aria-label={t('style')} defaultValue={row.style} className={INPUT}>
              <option value="">{t('noStyle')}</option>
              {styles.map(({ slug, name }) => (
                <option key={slug} value={slug}>
                  {name}
                </option>
              ))}
            </select>
            <select name="skill" aria-label={t('skill')} defaultValue={row.skill} className={INPUT}>
              {([1, 2, 3, 4, 5] as const).map((skill) => (
                <option key={skill} value={skill}>
                  {t(`skills.${skill}`)}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <FieldErrors name="styles" />
      {rows.length < MOST_STYLES && (
        <Button look="outline" className="mt-3" onClick={() => setExtra(extra + 1)}>
          {t('addStyle')}
        </Button>
      )}
    </fieldset>
  );
}
