'use client';

import { useTranslations } from 'next-intl';

import type { WantedRole } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { SelectField, TextAreaField } from '@/ui/form/field';
import { Saved } from '@/ui/form/saved';
import { Submit } from '@/ui/form/submit';

import { requestRole } from './actions';

export function AskRoleForm({ roles }: { roles: WantedRole[] }) {
  const t = useTranslations('account');
  return (
    <ActionForm action={requestRole} clears>
      <SelectField label={t('askRole')} name="role">
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`role.${role}`)}: {t(`roleText.${role}`)}
          </option>
        ))}
      </SelectField>
      <TextAreaField label={t('askNote')} hint={t('askNoteHint')} name="note" rows={4} maxLength={2000} />
      <Submit look="outline">{t('ask')}</Submit>
      <Saved>{t('asked')}</Saved>
    </ActionForm>
  );
}
