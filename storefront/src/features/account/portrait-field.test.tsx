import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const refresh = vi.fn();
vi.mock('@/i18n/navigation', () => ({ useRouter: () => ({ refresh }) }));

import account from '@/messages/en/account.json';
import { onSessionEnded } from '@/lib/session/events';

import { PortraitField } from './portrait-field';

/** A request that the test answers. */
class Sent {
  static all: Sent[] = [];
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  method = '';
  address = '';
  form?: FormData;
  status = 0;
  responseText = '';
  wasStopped = false;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;

  open(method: string, address: string) {
    Object.assign(this, { method, address });
  }

  send(form: FormData) {
    this.form = form;
    Sent.all.push(this);
  }

  abort() {
    this.wasStopped = true;
    this.onabort?.();
    this.onloadend?.();
  }

  answer(status: number, text: unknown) {
    Object.assign(this, { status, responseText: typeof text === 'string' ? text : JSON.stringify(text) });
    this.onload?.();
    this.onloadend?.();
  }
}

const avatar = { id: 'a', url: '/api/v1/media/a', width: 64, height: 64, focal_point: null, placeholder: null };
const picture = (name = 'me.png', type = 'image/png') => new File(['picture'], name, { type });
const refusal = (details: object, message = 'No.') => ({ error: { code: 'VALIDATION_ERROR', message, details } });
const removed = vi.fn<typeof fetch>();

function show(known: typeof avatar | null = null) {
  render(
    <NextIntlClientProvider locale="en" messages={{ account } as never}>
      <PortraitField profile={{ avatar: known, display_name: 'Ana Duarte' }} />
    </NextIntlClientProvider>,
  );
}

const choose = (file: File, label = 'Choose a picture') => userEvent.upload(screen.getByLabelText(label), file, { applyAccept: false });
const shown = () => document.querySelector('fieldset img:not(.placeholder)')?.getAttribute('src');

beforeEach(() => {
  Sent.all = [];
  refresh.mockReset();
  removed.mockReset();
  vi.stubGlobal('XMLHttpRequest', Sent);
  vi.stubGlobal('fetch', removed);
  URL.createObjectURL = () => 'blob:seen';
  URL.revokeObjectURL = vi.fn();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('what is chosen is seen at once, sent by itself, and told of', async () => {
  show();
  expect(screen.getByText('AD')).toBeDefined();
  await choose(picture());
  const [sent] = Sent.all;
  expect([sent!.method, sent!.address, (sent!.form!.get('file') as File).name]).toEqual(['PUT', '/api/v1/me/profile/avatar', 'me.png']);
  expect(shown()).toBe('blob:seen');
  sent!.upload.onprogress!({ loaded: 300, total: 900 });
  await waitFor(() => expect(screen.getByRole<HTMLProgressElement>('progressbar', { name: 'Sending your picture' }).value).toBe(33));
  expect(screen.getByRole('status').textContent).toBe('Sending your picture');
  sent!.answer(200, { avatar });
  await screen.findByText('Your picture is saved.');
  expect(shown()).toBe('blob:seen');
  expect(screen.queryByRole('progressbar')).toBeNull();
  expect(refresh).toHaveBeenCalled();
  expect(screen.getByLabelText('Choose another')).toBeDefined();
});

test('a picture may be dropped', async () => {
  show();
  const zone = screen.getByRole('group', { name: 'Your picture' });
  fireEvent.dragOver(zone);
  expect(zone.className).toContain('outline-dashed');
  fireEvent.dragLeave(zone);
  expect(zone.className).not.toContain('outline-dashed');
  fireEvent.drop(zone, { dataTransfer: { files: [] } });
  expect(Sent.all).toHaveLength(0);
  fireEvent.drop(zone, { dataTransfer: { files: [picture()] } });
  await waitFor(() => expect(Sent.all).toHaveLength(1));
});

test('what is too large or no picture is not even sent', async () => {
  show();
  const large = picture();
  Object.defineProperty(large, 'size', { value: 5 * 1024 * 1024 + 1 });
  await choose(large);
  expect((await screen.findByRole('alert')).textContent).toContain('larger than 5 MB');
  await choose(picture('me.pdf', 'application/pdf'));
  expect((await screen.findByRole('alert')).textContent).toContain('Choose a JPEG, PNG or WebP.');
  const described = screen.getByLabelText('Choose a picture').getAttribute('aria-describedby')!.split(' ');
  expect(described.map((id) => document.getElementById(id)?.textContent)).toContain('Choose a JPEG, PNG or WebP.');
  expect(Sent.all).toHaveLength(0);
});

test.each([
  ['its field', 422, refusal({ fields: { file: ['The picture cannot be read.'] } }), 'The picture cannot be read.'],
  ['the whole', 429, refusal({ retry_after: 9 }, 'Too many requests.'), 'Too many requests.'],
  ['its size', 413, refusal({}), 'larger than 5 MB'],
  ['no reason', 502, '<html>', 'That did not work.'],
])('what the API refuses for %s is said, and the picture of before stays', async (_, status, body, words) => {
  show(avatar);
  await choose(picture(), 'Choose another');
  Sent.all[0]!.answer(status, body);
  expect((await screen.findByRole('alert')).textContent).toContain(words);
  expect(shown()).toContain(avatar.url);
});

test('an API that cannot be reached is told', async () => {
  show();
  await choose(picture());
  Sent.all[0]!.onerror!();
  await screen.findByText('That did not work. Try again in a moment.');
});

test('a session that has ended is taken up by the page', async () => {
  const told = vi.fn();
  const stop = onSessionEnded(told);
  show();
  await choose(picture());
  Sent.all[0]!.answer(401, refusal({ reason: 'not_signed_in' }, 'Please sign in.'));
  await waitFor(() => expect(told).toHaveBeenCalledOnce());
  stop();
});

test('what is being sent can be stopped, and another chosen in its place', async () => {
  show();
  await choose(picture());
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }));
  expect(Sent.all[0]!.wasStopped).toBe(true);
  expect([shown(), document.activeElement]).toEqual([undefined, screen.getByLabelText('Choose a picture')]);
  await choose(picture());
  await choose(picture('other.png'), 'Choose another');
  expect(Sent.all[1]!.wasStopped).toBe(true);
  Sent.all[2]!.answer(200, { avatar });
  await screen.findByText('Your picture is saved.');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('it is removed, and the letters of the name come back', async () => {
  removed.mockResolvedValue(new Response(null, { status: 204 }));
  show(avatar);
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await screen.findByText('Your picture is removed.');
  expect(removed.mock.calls[0]).toMatchObject(['/api/v1/me/profile/avatar', { method: 'DELETE' }]);
  expect(screen.getByText('AD')).toBeDefined();
  expect(document.activeElement).toBe(screen.getByLabelText('Choose a picture'));
  expect(screen.queryByRole('button')).toBeNull();
});

test('who chooses another while it is removed has the other', async () => {
  removed.mockImplementation((_, options) => new Promise((_, fail) => options!.signal!.addEventListener('abort', () => fail(new Error('stopped')))));
  show(avatar);
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await choose(picture(), 'Choose another');
  Sent.all[0]!.answer(200, { avatar });
  await screen.findByText('Your picture is saved.');
  expect(shown()).toBe('blob:seen');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('where it cannot be removed it stays', async () => {
  removed.mockRejectedValue(new TypeError('offline'));
  show(avatar);
  await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  await screen.findByText('That did not work. Try again in a moment.');
  expect(shown()).toContain(avatar.url);
});
