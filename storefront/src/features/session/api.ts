import 'server-only';

import { redirect } from 'next/navigation';

import { unwrap } from '@/lib/api/errors';
import { fresh, publicApi } from '@/lib/api/http';
import type { MeOut, SignUpForm } from '@/lib/api/schema';
import { endOf } from '@/lib/session/refresh';
import { myApi } from '@/lib/session/server';

/** What a sign-up states: the terms that hold now, and the age from which nobody answers for a person. */
export async function whatSignUpAsks(): Promise<SignUpForm> {
  return unwrap(await publicApi().GET('/api/v1/auth/sign-up', fresh));
}

/** The person who is here, or null for visitors and for sessions that have ended. Leads the suspended to where they are told. */
export async function whoIsHere(): Promise<MeOut | null> {
  const api = await myApi();
  if (!api) return null;
  const answer = await api.GET('/api/v1/me', fresh);
  if (answer.response.status !== 401) return unwrap(answer);
  if (endOf(answer.error) === 'suspended') redirect('/session-ended');
  return null;
}
