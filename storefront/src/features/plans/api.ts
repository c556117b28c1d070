import 'server-only';

import { ApiError, unwrap } from '@/lib/api/errors';
import { cached, publicApi, type PersonalApi } from '@/lib/api/http';
import type { ChangeCostOut, MyPlanOut, SubscriptionOut } from '@/lib/api/schema';
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

/**
 * What going over to a price costs, and the plan one has. `gone` where there is no such price, `refused` where one
 * cannot go over to it, `silent` where the payment provider does not answer.
 */
export async function costOfChange(api: PersonalApi, price: string): Promise<{ cost: ChangeCostOut; held: SubscriptionOut } | 'gone' | 'refused' | 'silent'> {
  try {
    const cost = unwrap(await api.POST('/api/v1/me/plan/change/cost', { body: { price } }));
    const { subscription } = unwrap(await api.GET('/api/v1/me/plan'));
    return subscription ? { cost, held: subscription } : 'refused';
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 401) throw error;
    if (error.status === 503) return 'silent';
    if (error.status === 409) return 'refused';
    if (error.status === 404 || error.status === 422) return 'gone';
    throw error;
  }
}
