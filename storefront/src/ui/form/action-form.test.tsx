import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, test, vi } from 'vitest';

import type { FormState } from '@/lib/forms';
vi.mock('@/i18n/navigation', () => ({ Link: ({ href, children }: { href: string; children: React.ReactNode }) => <a href={href}>{children}</a> }));

import { onSessionEnded } from '@/lib/session/events';
import messages from '@/messages/en/forms.json';

import { ActionForm } from './action-form';
import { CheckField, TextField } from './field';
import { PasswordField } from './password-field';
import { Submit } from './submit';

afterEach(cleanup);

function show(action: (state: FormState, form: FormData) => Promise<FormState>) {
  render(
    <NextIntlClientProvider locale="en" messages={{ forms: messages }}>
      <ActionForm action={action} waysOut={{ email_not_verified: <a href="#again">Send it again</a> }} after={(_, again) => <button onClick={again}>Once more</button>}>
        <TextField label="E-mail" name="email" type="email" required />
        <PasswordField label="Password" name="password" isNew />
        <CheckField label="I accept" name="accept" />
        <Submit>Send</Submit>
      </ActionForm>
    </NextIntlClientProvider>,
  );
  return { email: screen.getByLabelText('E-mail'), password: screen.getByLabelText('Password'), send: screen.getByRole('button', { name: 'Send' }) };
}

const refusing = (state: Partial<FormState>) => vi.fn(async () => ({ outcome: 'refused', ...state }) as FormState);

test('an empty field is named before anything is sent, and the first is focused', async () => {
  const action = refusing({});
  const { email, password, send } = show(action);
  await userEvent.click(send);
  expect(action).not.toHaveBeenCalled();
  await waitFor(() => expect(document.activeElement).toBe(email));
  expect(email.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(email.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Please fill this in.');
  expect(password.getAttribute('aria-invalid')).toBe('true');
});

test('what the API refuses stands beside its field, and everything typed stays', async () => {
  const { email, password, send } = show(refusing({ reason: 'invalid', fields: { password: ['This password is too common.'], accept: ['@acceptNeeded'] } }));
  await userEvent.type(email, 'ana@example.org');
  await userEvent.type(password, 'silence of four');
  await userEvent.click(send);
  await screen.findByText('This password is too common.');
  expect(screen.getByText(messages.ours.acceptNeeded)).toBeTruthy();
  expect(document.activeElement).toBe(password);
  expect((email as HTMLInputElement).value).toBe('ana@example.org');
  expect((password as HTMLInputElement).value).toBe('silence of four');
});

test.each([
  [{ reason: 'rate_limited', retryAfterSeconds: 45 }, 'Too many attempts. Try again in 45 seconds.'],
  [{ reason: 'rate_limited', retryAfterSeconds: 61 }, 'Too many attempts. Try again in 2 minutes.'],
  [{ reason: 'wait_before_next_attempt', retryAfterSeconds: 90 }, 'Take a break: you can begin again in 2 minutes.'],
  [{ reason: 'wait_before_next_attempt', retryAfterSeconds: 86_400 }, 'Take a break: you can begin again in 24 hours.'],
  [{ reason: 'account_suspended' }, messages.problems.account_suspended + messages.writeToUs],
  [{ reason: 'of_tomorrow', message: 'The API’s own sentence.' }, 'The API’s own sentence.'],
  [{ reason: 'unavailable' }, messages.problems.unavailable],
])('%o is told and focused', async (state, sentence) => {
  const { email, password, send } = show(refusing(state));
  await userEvent.type(email, 'ana@example.org');
  await userEvent.type(password, 'silence of four');
  await userEvent.click(send);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toBe(sentence);
  expect(document.activeElement).toBe(alert);
});

test('a refusal that one can do something about says what', async () => {
  const { email, password, send } = show(refusing({ reason: 'email_not_verified' }));
  await userEvent.type(email, 'ana@example.org');
  await userEvent.type(password, 'silence of four');
  await userEvent.click(send);
  expect((await screen.findByRole('link', { name: 'Send it again' })).getAttribute('href')).toBe('#again');
});

test('a session that ended is told to the page, and nothing typed is lost', async () => {
  const told = vi.fn();
  const stop = onSessionEnded(told);
  const { email, password, send } = show(refusing({ reason: 'session_ended' }));
  await userEvent.type(email, 'ana@example.org');
  await userEvent.type(password, 'silence of four');
  await userEvent.click(send);
  await waitFor(() => expect(told).toHaveBeenCalledOnce());
  expect((password as HTMLInputElement).value).toBe('silence of four');
  stop();
});

test('once taken, something else stands in its place, and an empty form can be had again', async () => {
  const { email, password, send } = show(async () => ({ outcome: 'done' }));
  await userEvent.type(email, 'ana@example.org');
  await userEvent.type(password, 'silence of four');
  await userEvent.click(send);
  await userEvent.click(await screen.findByRole('button', { name: 'Once more' }));
  expect((screen.getByLabelText('E-mail') as HTMLInputElement).value).toBe('');
});

test('a password can be looked at, and says how hard it is to guess', async () => {
  const { password } = show(refusing({}));
  expect(password.getAttribute('type')).toBe('password');
  await userEvent.click(screen.getByRole('button', { name: 'Show the password' }));
  expect(password.getAttribute('type')).toBe('text');
  await userEvent.type(password, 'four counts of silence');
  expect(screen.getByText(messages.strength.strong)).toBeTruthy();
});
