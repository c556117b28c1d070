import { randomUUID } from 'node:crypto';

import { getFormatter, getTranslations } from 'next-intl/server';

import type { PracticeOut } from '@/lib/api/schema';
import { ActionForm } from '@/ui/form/action-form';
import { ButtonForm } from '@/ui/form/button-form';
import { TextField } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Submit } from '@/ui/form/submit';

import { endPause, keepPause } from './actions';
import { noonOf } from './heat';

/** Times to rest on purpose: a holiday, an injury, whatever it is. */
export async function Pauses({ practice: { pauses, today } }: { practice: PracticeOut }) {
  const [t, format] = await Promise.all([getTranslations('practice'), getFormatter()]);
  return (
    <>
      {pauses.length > 0 && (
        <ul className="mb-6 divide-y divide-hairline border-y border-hairline">
          {pauses.map(({ id, first_day, last_day }) => {
            const time = format.dateTimeRange(noonOf(first_day), noonOf(last_day), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
            return (
              <li key={id} className="flex flex-wrap items-center justify-between gap-2 py-2">
                <span>{time}</span>
                <ButtonForm action={endPause} sends={{ id }} look="quiet" label={t('endPauseThis', { time })}>
                  {t('endPause')}
                </ButtonForm>
              </li>
            );
          })}
        </ul>
      )}
      <ActionForm action={keepPause} className="space-y-4">
        <HiddenFields fields={{ id: randomUUID() }} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="first_day" type="date" label={t('firstDay')} required defaultValue={today} />
          <TextField name="last_day" type="date" label={t('lastDay')} required />
        </div>
        <Submit look="outline">{t('pause')}</Submit>
      </ActionForm>
    </>
  );
}
