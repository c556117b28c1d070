import { getTranslations } from 'next-intl/server';

import type { MyRoleOut } from '@/lib/api/schema';
import { ButtonForm } from '@/ui/form/button-form';
import { Moment } from '@/ui/moment';

import { layDownRole, pauseRole, withdrawRequest } from './actions';

const STATE = {
  requested: 'bg-warning-soft text-warning',
  active: 'bg-success-soft text-success',
  paused: 'bg-surface-2 text-ink',
} as const;

/** The roles that are held or asked for, and what can be done with each. */
export async function RoleList({ roles }: { roles: MyRoleOut[] }) {
  return (
    <ul className="divide-y divide-hairline">
      {roles.map((role) => (
        <RoleRow key={role.role} held={role} />
      ))}
    </ul>
  );
}

async function RoleRow({ held }: { held: MyRoleOut }) {
  const t = await getTranslations('account');
  const { role, state } = held;
  return (
    <li className="py-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-lg font-semibold text-ink">{t(`role.${role}`)}</span>
        <span className={`rounded-full px-2.5 py-0.5 text-xs font-semibold ${STATE[state]}`}>{t(`state.${state}`)}</span>
        <span className="text-sm text-muted">
          {t.rich('sinceDate', { date: () => <Moment at={held.paused_at ?? held.since} as="day" /> })}
        </span>
      </p>
      <p className="mt-1 text-sm">{state === 'paused' ? t('pauseText') : t(`roleText.${role}`)}</p>
      <div className="mt-3 flex flex-wrap items-start gap-2">
        {held.request_id && (
          <ButtonForm action={withdrawRequest} sends={{ request: held.request_id }}>
            {t('withdraw')}
          </ButtonForm>
        )}
        {held.can_pause && (
          <ButtonForm action={pauseRole} sends={{ role, is_paused: state === 'paused' ? 'no' : 'yes' }}>
            {state === 'paused' ? t('resume') : t('pause')}
          </ButtonForm>
        )}
        {!held.request_id && role !== 'learner' && (
          <details className="text-sm">
            <summary className="flex min-h-11 items-center rounded-full px-4 text-muted hover:bg-surface-2">{t('layDown')}</summary>
            <div className="mt-2 space-y-3 rounded-card bg-surface p-4">
              <p>{t('layDownText')}</p>
              <ButtonForm action={layDownRole} sends={{ role }}>
                {t('layDownSure')}
              </ButtonForm>
            </div>
          </details>
        )}
      </div>
    </li>
  );
}
