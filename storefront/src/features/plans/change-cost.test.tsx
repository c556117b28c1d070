import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createTranslator, NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, test, vi } from 'vitest';

import type { ChangeCostOut, SubscriptionOut } from '@/lib/api/schema';
import type { FormState } from '@/lib/forms';
import forms from '@/messages/en/forms.json';
import plans from '@/messages/en/plans.json';

const changePlan = vi.hoisted(() => vi.fn<(state: FormState, form: FormData) => Promise<FormState>>());
vi.mock('./actions', () => ({ changePlan }));
vi.mock('next-intl/server', () => ({
  getLocale: async () => 'en',
  getTranslations: async (namespace: 'plans.mine.cost') => createTranslator({ locale: 'en', messages: { plans }, namespace }),
}));
vi.mock('@/i18n/navigation', () => ({ Link: ({ href, children }: { href: string; children: React.ReactNode }) => <a href={href}>{children}</a> }));
vi.mock('@/features/account/page-head', () => ({ PageHead: ({ title }: { title: string }) => <h1>{title}</h1> }));
vi.mock('@/ui/moment', () => ({ Moment: ({ at }: { at: string }) => <time>{at}</time> }));

import { ChangeCost } from './change-cost';
import { CARDS } from './paths';

afterEach(cleanup);

const price = { id: 'p', interval: 'month' as const, currency: 'EUR', amount_minor: 3000 };
const cost = {
  plan: 'Large',
  price,
  as_of: '2026-12-01T00:00:00Z',
  is_now: true,
  currency: 'EUR',
  charged_minor: 1500,
  credited_minor: 0,
  tax_minor: 0,
  total_minor: 1500,
  now_minor: 1500,
  next_minor: 3000,
  next_at: '2027-01-01',
  credit_minor: 0,
} satisfies Partial<ChangeCostOut>;
const held = { plan: 'Small', tax: 'off' } as SubscriptionOut;

async function confirm(answer: Partial<FormState>) {
  changePlan.mockReset().mockResolvedValue({ outcome: 'refused', ...answer });
  render(
    <NextIntlClientProvider locale="en" messages={{ forms }}>
      {await ChangeCost({ cost: cost as ChangeCostOut, held })}
    </NextIntlClientProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Change and pay €15' }));
  return screen.findByRole('alert');
}

test('who has their card declined is told so, and led to their cards', async () => {
  const told = await confirm({ reason: 'plan_payment_declined', message: 'Your card was declined.' });
  expect(told.textContent).toContain('Your card was declined.');
  expect(screen.getByRole('link', { name: 'Choose another card' }).getAttribute('href')).toBe(CARDS);
  const [, form] = changePlan.mock.calls[0]!;
  expect(Object.fromEntries(form)).toEqual({ price: 'p', as_of: cost.as_of, now_minor: '1500', next_minor: '3000' });
});

test('other refusals lead nowhere', async () => {
  const told = await confirm({ reason: 'plan_cost_changed', message: 'What this costs has changed.' });
  expect(told.textContent).toContain('What this costs has changed.');
  expect(screen.queryByRole('link', { name: 'Choose another card' })).toBeNull();
});
