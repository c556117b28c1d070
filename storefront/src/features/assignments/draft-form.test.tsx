import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import assignment from '@/messages/en/assignment.json';
import forms from '@/messages/en/forms.json';

import { DraftForm } from './draft-form';
import { useUnderWay } from './under-way';

const router = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock('./actions', () => ({ sendWork: vi.fn() }));
vi.mock('@/i18n/navigation', () => ({ useRouter: () => router, Link: (props: object) => <a {...props} /> }));

const handedIn: string[] = [];
const WAITS = forms.problems.file_under_way;

beforeEach(() => {
  handedIn.length = 0;
  vi.stubGlobal('fetch', async (path: string) => {
    if (path.endsWith('/hand-in')) handedIn.push(path);
    return Response.json({ rounds: [{ edition: 1 }] });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Sending({ isUnderWay }: { isUnderWay: boolean }) {
  useUnderWay(isUnderWay);
  return null;
}

const view = (isUnderWay: boolean) => (
  <NextIntlClientProvider locale="en" messages={{ assignment, forms }}>
    <DraftForm place={{ course: 'c', lesson: 'l', assignment: 'a' }} number={1} edition={0} text="Eight bars" takesText>
      <Sending isUnderWay={isUnderWay} />
    </DraftForm>
  </NextIntlClientProvider>
);
const handIn = () => act(async () => fireEvent.submit(screen.getByRole('button', { name: 'Hand in' }).closest('form')!));

test('a round is not handed in while a file of it is on its way', async () => {
  const { rerender } = render(view(true));
  await handIn();
  expect(screen.getByText(WAITS)).toBeTruthy();
  expect(handedIn).toEqual([]);
  rerender(view(false));
  expect(screen.queryByText(WAITS)).toBeNull();
  await handIn();
  expect(handedIn).toEqual(['/api/v1/me/lessons/l/assignments/a/hand-in']);
});
