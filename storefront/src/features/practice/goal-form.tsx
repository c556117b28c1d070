import { getTranslations } from 'next-intl/server';

import { ActionForm } from '@/ui/form/action-form';
import { SelectField } from '@/ui/form/field';
import { Saved } from '@/ui/form/saved';
import { Submit } from '@/ui/form/submit';

import { setGoal } from './actions';

const CHOICES = [1, 2, 3, 4, 5, 6, 7];

/** On how many days of a week one means to practise. */
export async function GoalForm({ goal }: { goal: number | null }) {
  const t = await getTranslations('practice');
  return (
    <ActionForm action={setGoal} className="space-y-4">
      <SelectField name="days" label={t('goal')} hint={t('goalHint')} defaultValue={String(goal ?? '')}>
        <option value="">{t('noGoal')}</option>
        {CHOICES.map((count) => (
          <option key={count} value={count}>
            {t('daysAWeek', { count })}
          </option>
        ))}
      </SelectField>
      <div className="flex flex-wrap items-center gap-4">
        <Submit look="outline">{t('save')}</Submit>
        <Saved>{t('saved')}</Saved>
      </div>
    </ActionForm>
  );
}
