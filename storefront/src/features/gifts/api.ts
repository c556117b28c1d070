import 'server-only';

import { unwrapOrNull } from '@/lib/api/errors';
import { fresh, type PersonalApi } from '@/lib/api/http';
import { asPerson, myApi, visitorApi } from '@/lib/session/server';

import { giftPath } from './paths';

const CODE = /^[\w-]{43}$/;

/** The gift of this link as the person before the screen sees it, and whether we know them; null for any other link. */
export async function giftByLink(code: string) {
  if (!CODE.test(code)) return null;
  const isSignedIn = (await myApi()) !== null;
  const params = { path: { code } };
  const ask = async (api: Pick<PersonalApi, 'GET'>) => unwrapOrNull(await api.GET('/api/v1/gifts/{code}', { params, ...fresh }));
  const gift = isSignedIn ? await asPerson(giftPath(code), ask) : await ask(await visitorApi());
  return gift && { gift, isSignedIn };
}
