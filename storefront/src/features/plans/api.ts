import 'server-only';

import { ApiError, unwrap } from '@/lib/api/errors';
import { cached, publicApi, type PersonalApi } from '@/lib/api/http';
import type { MyPlanOut } from '@/lib/api/schema';
import { tags } from '@/lib/api/tags';

/** The plans that are offered, the smallest first. */
export async function getPlans() {
  return unwrap(await publicApi().GET('/api/v1/plans', cached(tags.plans, tags.courses)));
}

/**
 * My plan as we know it; who comes `back` from the payment provider, or waits for it, sees it as it is there. Where the
 * provider does not answer it is as we last knew it: `isSettled` says which.
 */
export async function myPlan(api: PersonalApi, { isBack }: { isBack: boolean }): Promise<{ plan: MyPlanOut; isSettled: boolean }> {
  const plan = unwrap(await api.GET('/api/v1/me/plan'));
  if (!plan.subscription || (!isBack && plan.subscription.state !== 'opening')) return { plan, isSettled: true };
  try {
    return { plan: unwrap(await api.POST('/api/v1/me/plan/settlement')), isSettled: true };
  } catch (error) {
    if (error instanceof ApiError && error.status === 503) return { plan, isSettled: false };
    throw error;
  }
}
