import 'server-only';

import { cache } from 'react';

import { unwrap } from '@/lib/api/errors';
import { cached, publicApi, type PersonalApi } from '@/lib/api/http';
import { tags } from '@/lib/api/tags';
import { myApi } from '@/lib/session/server';

export const whoAmI = async (api: PersonalApi) => unwrap(await api.GET('/api/v1/me'));
export const myProfile = async (api: PersonalApi) => unwrap(await api.GET('/api/v1/me/profile'));
export const myDevices = async (api: PersonalApi) => unwrap(await api.GET('/api/v1/me/devices'));
export const myLetters = async (api: PersonalApi) => unwrap(await api.GET('/api/v1/me/letters'));
export const myRoles = async (api: PersonalApi) => unwrap(await api.GET('/api/v1/me/roles'));
export const myRoleRequests = async (api: PersonalApi) => unwrap(await api.GET('/api/v1/me/role-requests'));
export const myInvitations = async (api: PersonalApi) => unwrap(await api.GET('/api/v1/me/invitations'));

/** The styles that there are, as everybody sees them. */
export const allStyles = async () => unwrap(await publicApi().GET('/api/v1/terms', cached(tags.terms))).styles;

/** Whether new terms wait to be accepted; no for visitors and wherever it cannot be told. */
export const mustAcceptTerms = cache(async (): Promise<boolean> => {
  const api = await myApi();
  const answer = await api?.GET('/api/v1/me/summary').catch(() => undefined);
  return answer?.data?.must_accept_terms ?? false;
});
