import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { answerInvitation } from '@/features/account/actions';
import { myInvitations, myRoleRequests, myRoles } from '@/features/account/api';
import { AskRoleForm } from '@/features/account/ask-role-form';
import { PageHead } from '@/features/account/page-head';
import { RoleList } from '@/features/account/role-list';
import { Section } from '@/features/account/section';
import { whatSignUpAsks } from '@/features/session/api';
import { asPerson } from '@/lib/session/server';
import { Alert } from '@/ui/alert';
import { ButtonForm } from '@/ui/form/button-form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('roles') };
}

export default async function RolesPage() {
  const [t, form, [roles, requests, invitations]] = await Promise.all([
    getTranslations('account'),
    whatSignUpAsks(),
    asPerson('/account/roles', (api) => Promise.all([myRoles(api), myRoleRequests(api), myInvitations(api)])),
  ]);
  const taken = new Set<string>(roles.map(({ role }) => role));
  const toAskFor = form.wanted_roles.filter((role) => !taken.has(role));
  const [latest] = requests;
  return (
    <>
      <PageHead title={t('roles')} lead={t('rolesLead')} />
      {invitations.length > 0 && (
        <Section title={t('invitationsTitle')}>
          <ul className="space-y-4">
            {invitations.map((invitation) => (
              <li key={invitation.id} className="rounded-card bg-surface p-5">
                <p className="text-ink">
                  {t(invitation.kind === 'owner' ? 'invitationOwner' : 'invitationAuthor', {
                    name: invitation.invited_by ?? t('somebody'),
                    title: invitation.course_title,
                  })}
                </p>
                <div className="mt-4 flex flex-wrap gap-2">
                  <ButtonForm action={answerInvitation} sends={{ invitation: invitation.id, accept: 'yes' }} look="primary">
                    {t('accept')}
                  </ButtonForm>
                  <ButtonForm action={answerInvitation} sends={{ invitation: invitation.id, accept: 'no' }}>
                    {t('decline')}
                  </ButtonForm>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('rolesTitle')}>
        <RoleList roles={roles} />
        {latest?.state === 'declined' && !taken.has(latest.role) && (
          <Alert look="note" className="mt-4">
            <b>{t(`role.${latest.role}`)}.</b> {t('declined', { reason: latest.reason })}
          </Alert>
        )}
      </Section>
      {toAskFor.length > 0 && (
        <Section title={t('askTitle')}>
          <AskRoleForm roles={toAskFor} />
        </Section>
      )}
    </>
  );
}
