import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

vi.mock('./actions', () => ({ joinCourse: vi.fn() }));
vi.mock('@/features/orders/actions', () => ({ buyCourse: vi.fn() }));
vi.mock('@/features/cart/add-button', () => ({ AddButton: ({ thing }: { thing: { id: string } }) => <button type="button">{`cart ${thing.id}`}</button> }));
vi.mock('@/features/currency/use-currency', () => ({ useCurrency: () => '' }));
vi.mock('@/features/session/use-is-signed-in', () => ({ useIsSignedIn: () => true }));
vi.mock('@/features/session/use-summary', () => ({ useSummary: () => null }));
vi.mock('@/i18n/navigation', () => ({ Link: ({ href, children }: { href: string; children: React.ReactNode }) => <a href={href}>{children}</a> }));

import { JoinPanel, type Door } from './join-panel';
import { SeatProvider, type Part } from './seat';

type Labels = Parameters<typeof JoinPanel>[0]['labels'];
const words: unknown = new Proxy({}, { get: (_, name) => (name === 'cart' || name === 'amount' ? words : `${String(name)} #`) });
const labels = words as Labels;
const FIXED = { amount_minor: 4900, currency: 'EUR' };
const CHOSEN = { ...FIXED, least_minor: 500, most_minor: 9000 };

afterEach(cleanup);

const sitting = (source: string) => ({ enrolment: { state: 'active', source }, progress: { percent: 0, last_lesson: null }, resume: null }) as unknown as Part['seat'];

function show(door: Door, seat: Part['seat'], { price = FIXED, isBar = false, isInMyPlan = false, hasCohorts = false } = {}) {
  render(
    <SeatProvider slug="c" known={{ seat, review: null, is_in_my_plan: isInMyPlan }}>
      <JoinPanel slug="c" id="i" door={door} hasCohorts={hasCohorts} offer={{ slug: 'c', id: 'i', prices: [price] as never }} locale="en" labels={labels} isBar={isBar} />
    </SeatProvider>,
  );
}

test.each(['priced', 'full'] as const)('who sits by their plan in a %s course may buy it to keep', (door) => {
  show(door, sitting('plan'));
  expect(screen.getByText('keep €49')).toBeDefined();
  expect(screen.getByRole('button', { name: 'cart i' })).toBeDefined();
});

test('who has bought it is not sold it again', () => {
  show('full', sitting('bought'));
  expect(screen.queryByRole('button')).toBeNull();
});

test('who has a seat is led to what was announced, and nobody else', () => {
  show('priced', sitting('bought'));
  expect(screen.getByText('announcements #').getAttribute('href')).toBe('/learning/c/announcements');
  cleanup();
  show('priced', null);
  expect(screen.queryByText('announcements #')).toBeNull();
});

test.each([
  ['a price', FIXED, false],
  ['a price that one chooses', CHOSEN, true],
])('a full course with %s is sold to nobody else', (_, price, isBar) => {
  show('full', null, { price, isBar });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'shut #' }).disabled).toBe(true);
  expect(screen.getAllByRole('button')).toHaveLength(1);
  expect(screen.queryByRole('link')).toBeNull();
});

test('a plan opens no seat in a full course', () => {
  show('full', null, { isInMyPlan: true });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'shut #' }).disabled).toBe(true);
  expect(screen.queryByText('keep €49')).toBeNull();
});

test('with cohorts the way in leads to them, and to the till where it is bought', () => {
  show('free', null, { hasCohorts: true });
  expect(screen.getByRole('link').getAttribute('href')).toBe('#cohorts');
  cleanup();
  show('priced', null, { hasCohorts: true });
  expect(screen.getByRole('button', { name: 'join €49' })).toBeDefined();
  cleanup();
  const seat = sitting('bought');
  show('priced', { ...seat, enrolment: { ...seat?.enrolment, must_choose_cohort: true } } as never, { hasCohorts: true });
  expect(screen.getByText('yourCohort #').getAttribute('href')).toBe('/courses/c#cohorts');
});
