import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import forms from '@/messages/en/forms.json';
import quiz from '@/messages/en/quiz.json';

import { fieldName, type AskedQuestion } from './answers';
import { useAnswer } from './attempt-context';
import { AttemptForm } from './attempt-form';

const router = vi.hoisted(() => ({ refresh: vi.fn() }));
vi.mock('./actions', () => ({ handInAttempt: vi.fn() }));
vi.mock('@/i18n/navigation', () => ({ useRouter: () => router, Link: (props: object) => <a {...props} /> }));

const PLACE = { course: 'c', lesson: 'l', quiz: 'q', attempt: 'att' };
const asked = (id: string, number: number): AskedQuestion => ({ id, number, kind: 'short_text', points: 1, options: [], gaps: [], targets: [], unit: '', picture: null, wanted: null, rhythm: null, listening: null, answer: null });
const QUESTIONS = [asked('one', 1), asked('two', 2)];
const ADDRESS = '/api/v1/me/quiz-attempts/att';

let known: { handed_in_at: string | null; seconds_left: number | null; questions: { id: string; answer: object | null }[] };
const handIn = vi.fn<() => Promise<Response>>();
const save = vi.fn<() => Promise<Response>>();
const sent: Record<string, unknown[]> = {};

beforeEach(() => {
  vi.useFakeTimers();
  known = { handed_in_at: null, seconds_left: null, questions: [] };
  handIn.mockReset().mockImplementation(async () => Response.json({}));
  save.mockReset().mockImplementation(async () => Response.json(known));
  router.refresh.mockReset();
  for (const path of Object.keys(sent)) delete sent[path];
  vi.stubGlobal('fetch', async (path: string, { method, body }: RequestInit) => {
    if (method === 'GET') return Response.json(known);
    (sent[path] ??= []).push((JSON.parse(String(body)) as { answers: unknown }).answers);
    return path.endsWith('/hand-in') ? handIn() : save();
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function Field({ id }: { id: string }) {
  const { answer, error, give } = useAnswer(id);
  return <input aria-label={id} aria-invalid={!!error} title={error} name={fieldName(id, 'text')} value={answer?.text ?? ''} onChange={(event) => give({ text: event.target.value })} />;
}

const view = (secondsLeft: number | null = null) => (
  <NextIntlClientProvider locale="en" messages={{ quiz, forms }}>
    <AttemptForm place={PLACE} questions={QUESTIONS} secondsLeft={secondsLeft} until="14:30">
      <Field id="one" />
      <Field id="two" />
    </AttemptForm>
  </NextIntlClientProvider>
);

async function open(secondsLeft: number | null = null) {
  known.seconds_left = secondsLeft;
  const { unmount } = render(view(secondsLeft));
  await pass(0);
  return unmount;
}
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
const field = (id: string) => screen.getByLabelText<HTMLInputElement>(id);
const type = (id: string, text: string) => fireEvent.change(field(id), { target: { value: text } });
const press = async (name: string) => {
  fireEvent.submit(screen.getByRole('button', { name }).closest('form')!);
  await pass(0);
};
const whole = (one: string, two: string) => [
  { question: 'one', answer: { text: one } },
  { question: 'two', answer: { text: two } },
];

test('an answer is saved a moment later, counted and said to be', async () => {
  await open();
  expect(screen.getByText('0 of 2 answered')).toBeTruthy();
  type('one', 'Bach');
  expect(screen.getByText('Saving …')).toBeTruthy();
  await pass(800);
  expect(sent[`${ADDRESS}/answers`]).toEqual([[{ question: 'one', answer: { text: 'Bach' } }]]);
  expect(screen.getByText('Saved')).toBeTruthy();
  expect(screen.getByText('1 of 2 answered')).toBeTruthy();
  const nav = within(screen.getByRole('navigation', { name: 'Questions' }));
  expect(nav.getAllByRole('link').map(({ textContent }) => textContent)).toEqual(['Question 1, answered', 'Question 2, not answered yet']);
});

test('where it could not be saved that is said aloud, and tried again', async () => {
  save.mockImplementationOnce(() => Promise.reject(new TypeError('offline')));
  await open();
  type('one', 'Bach');
  await pass(800);
  expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain('Not saved: trying again');
  await pass(2_000);
  expect(screen.queryByText('Not saved: trying again')).toBeNull();
  expect(screen.getByText('Saved')).toBeTruthy();
});

test('what waits is saved as the page goes', async () => {
  await open();
  type('one', 'Bach');
  window.dispatchEvent(new Event('pagehide'));
  expect(sent[`${ADDRESS}/answers`]).toEqual([[{ question: 'one', answer: { text: 'Bach' } }]]);
});

test('what waits is saved as one goes to another page of ours', async () => {
  const leave = await open();
  type('one', 'Bach');
  leave();
  expect(sent[`${ADDRESS}/answers`]).toEqual([[{ question: 'one', answer: { text: 'Bach' } }]]);
});

test('what was typed before scripts arrived is saved too', async () => {
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = renderToString(view());
  field('two').value = 'Haydn';
  render(view(), { container, hydrate: true });
  await pass(800);
  expect(sent[`${ADDRESS}/answers`]).toEqual([[{ question: 'two', answer: { text: 'Haydn' } }]]);
  expect(field('two').value).toBe('Haydn');
});

test('what was answered elsewhere is there, but for what is being answered here', async () => {
  known.questions = [
    { id: 'one', answer: { text: 'there' } },
    { id: 'two', answer: { text: 'there' } },
  ];
  await open();
  expect(field('one').value).toBe('there');
  type('one', 'here');
  await act(async () => void document.dispatchEvent(new Event('visibilitychange')));
  await pass(0);
  expect([field('one').value, field('two').value]).toEqual(['here', 'there']);
});

test('with open questions it asks once, names them, and then hands in', async () => {
  await open();
  type('one', 'Bach');
  await press('Hand in');
  expect(sent[`${ADDRESS}/hand-in`]).toBeUndefined();
  const alert = screen.getAllByRole('alert').find(({ textContent }) => textContent)!;
  expect(alert.textContent).toContain('One question is not answered. Hand in anyway?');
  expect(within(alert).getByRole('link', { name: 'Question 2' }).getAttribute('href')).toBe('#question-2');
  await press('Hand in anyway');
  expect(sent[`${ADDRESS}/hand-in`]).toEqual([whole('Bach', '')]);
  expect(router.refresh).toHaveBeenCalledOnce();
  // Nothing is saved behind it.
  await pass(5_000);
  expect(sent[`${ADDRESS}/answers`]).toBeUndefined();
});

test('with everything answered it hands in at once', async () => {
  await open();
  type('one', 'Bach');
  type('two', 'Haydn');
  await press('Hand in');
  expect(sent[`${ADDRESS}/hand-in`]).toEqual([whole('Bach', 'Haydn')]);
  expect(screen.getByRole('button', { name: 'Handing in …' })).toBeTruthy();
});

test('an answer that does not fit is marked, focused, and kept', async () => {
  handIn.mockImplementationOnce(async () =>
    Response.json({ error: { code: 'VALIDATION_ERROR', message: 'No.', details: { reason: 'invalid', fields: { two: ['Write a number, please.'] } } } }, { status: 422 }),
  );
  await open();
  type('one', 'Bach');
  type('two', 'many');
  await press('Hand in');
  expect(field('two').title).toBe('Write a number, please.');
  expect(document.activeElement).toBe(field('two'));
  expect(screen.getByText(forms.problems.invalid)).toBeTruthy();
  expect(router.refresh).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: 'Hand in' })).toBeTruthy();
});

test('where nobody takes it that is told, and nothing is lost', async () => {
  handIn.mockImplementationOnce(() => Promise.reject(new TypeError('offline')));
  await open();
  type('one', 'Bach');
  type('two', 'Haydn');
  await press('Hand in');
  expect(screen.getByText(forms.problems.unavailable)).toBeTruthy();
  expect(field('one').value).toBe('Bach');
  await press('Hand in');
  expect(sent[`${ADDRESS}/hand-in`]).toHaveLength(2);
  expect(router.refresh).toHaveBeenCalledOnce();
});

test('when the time ends it is handed in by itself, once, with what stands there', async () => {
  await open(3);
  known.seconds_left = null;
  type('one', 'Ba');
  await pass(2_000);
  expect(sent[`${ADDRESS}/hand-in`]).toBeUndefined();
  type('one', 'Bach');
  await pass(1_500);
  expect(sent[`${ADDRESS}/hand-in`]).toEqual([whole('Bach', '')]);
  expect(router.refresh).toHaveBeenCalledOnce();
  await pass(20_000);
  expect(sent[`${ADDRESS}/hand-in`]).toHaveLength(1);
});

test('an attempt that was handed in elsewhere is shown anew', async () => {
  known.handed_in_at = '2026-11-23T12:00:00Z';
  await open();
  expect(router.refresh).toHaveBeenCalledOnce();
});
