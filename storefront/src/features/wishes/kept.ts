import 'server-only';

import { cookies } from 'next/headers';

import { cookieOf, type Thing, thingsIn } from '@/features/cart/things';
import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import { isSecure } from '@/lib/env';

const WISH_COOKIE = 'wish';
/** As long as a letter that confirms an address may lie about. */
const KEPT_SECONDS = 24 * 3600;

/** Keep what a visitor wants to put by until they have signed in. In actions alone. */
export async function keepWish(thing: Thing): Promise<void> {
  (await cookies()).set(WISH_COOKIE, cookieOf([thing]), { path: '/', sameSite: 'lax', httpOnly: true, secure: isSecure(), maxAge: KEPT_SECONDS });
}

/** Put by what they wanted to before they signed in. It is tried once: what the API refused is forgotten. Throws that. */
export async function bringWish(api: PersonalApi): Promise<void> {
  const jar = await cookies();
  const [thing] = thingsIn(jar.get(WISH_COOKIE)?.value);
  if (!thing) return;
  jar.set(WISH_COOKIE, '', { path: '/', httpOnly: true, secure: isSecure(), maxAge: 0 });
  unwrap(await api.PUT('/api/v1/me/wishes/{kind}/{public_id}', { params: { path: { kind: thing.kind, public_id: thing.id } } }));
}
