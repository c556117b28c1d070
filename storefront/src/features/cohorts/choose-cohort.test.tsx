import { cleanup, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, test, vi } from 'vitest';

vi.mock('@/features/seat/actions', () => ({ joinCourse: vi.fn() }));
vi.mock('@/i18n/navigation', () => ({ Link: ({ href, children }: { href: string; children: React.ReactNode }) => <a href={href}>{children}</a> }));
vi.mock('./actions', () => ({ chooseCohort: vi.fn() }));
vi.mock('@/features/session/use-is-signed-in', () => ({ useIsSignedIn: () => true }));
vi.mock('@/features/session/use-summary', () => ({ useSummary: () => null }));

import type { Door } from '@/features/seat/join-panel';
import { SeatProvider, type Part } from '@/features/seat/seat';
import forms from '@/messages/en/forms.json';

import { ChooseCohort } from './choose-cohort';

type Labels = Parameters<typeof ChooseCohort>[0]['labels'];
const words: unknown = new Proxy({}, { get: (_, name) => `${String(name)} #` });
const FUTURE = '2999-01-11T18:00:00Z';
const JANUARY = { id: 'a', name: 'January', starts_at: FUTURE, joined_until: FUTURE, seats_left: 3 };
const FULL = { id: 'b', name: 'February', starts_at: FUTURE, joined_until: FUTURE, seats_left: 0 };
const IN_JANUARY = { id: 'a', name: 'January', starts_at: FUTURE };

afterEach(cleanup);

const sitting = (cohort: { id: string; name: string; starts_at: string } | null, mustChoose = false) =>
  ({ enrolment: { state: 'active', source: 'bought', cohort, must_choose_cohort: mustChoose } }) as unknown as Part['seat'];

function show(door: Door, seat: Part['seat'] = null, { isInMyPlan = false, cohorts = [JANUARY, FULL] } = {}) {
  render(
    <NextIntlClientProvider locale="en" messages={{ forms }}>
      <SeatProvider slug="c" known={{ seat, review: null, is_in_my_plan: isInMyPlan }}>
        <ChooseCohort slug="c" door={door} cohorts={cohorts} locale="en" labels={words as Labels} />
      </SeatProvider>
    </NextIntlClientProvider>,
  );
}

const radios = () => screen.queryAllByRole<HTMLInputElement>('radio').map(({ value, disabled, checked }) => [value, disabled, checked]);

test('a free course is joined with a cohort that has a seat', () => {
  show('free');
  expect(radios()).toEqual([
    ['a', false, false],
    ['b', true, false],
  ]);
  expect(screen.getByRole('button', { name: 'join #' })).toBeDefined();
  expect(screen.getByText('seatsLeft 3')).toBeDefined();
  expect(screen.getByText('full #')).toBeDefined();
});

test('so is one that the plan opens', () => {
  show('priced', null, { isInMyPlan: true });
  expect(radios()).toHaveLength(2);
});

test('who would buy the course sees the cohorts, and chooses later', () => {
  show('priced');
  expect(radios()).toEqual([]);
  expect(screen.getByText('January')).toBeDefined();
  expect(screen.getByText('afterBuying #')).toBeDefined();
});

test('who has bought it is asked for one', () => {
  show('priced', sitting(null, true));
  expect(radios()).toHaveLength(2);
  expect(screen.getByText('mustChoose #')).toBeDefined();
  expect(screen.getByRole('button', { name: 'choose #' })).toBeDefined();
});

test('who is in one may change before it starts, also out of one that is full', () => {
  show('priced', sitting({ ...IN_JANUARY, id: 'b', name: 'February' }));
  expect(radios()).toEqual([
    ['a', false, false],
    ['b', false, true],
  ]);
  expect(screen.getByText(/yours February/)).toBeDefined();
});

test('and not after it', () => {
  show('priced', sitting({ ...IN_JANUARY, starts_at: '2020-01-11T18:00:00Z' }));
  expect(radios()).toEqual([]);
  expect(screen.getByText('yoursStarted January')).toBeDefined();
});

test('who joined before there were cohorts has nothing to choose', () => {
  show('priced', sitting(null));
  expect(radios()).toEqual([]);
  expect(screen.queryByText('afterBuying #')).toBeNull();
});

test.each([
  ['a visitor', null],
  ['who has yet to choose', sitting(null, true)],
])('where there is none %s reads that', (_, seat) => {
  show('full', seat, { cohorts: [] });
  expect(screen.getByText('none #')).toBeDefined();
});
