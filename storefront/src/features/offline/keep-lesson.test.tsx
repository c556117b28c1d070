import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import offline from '@/messages/en/offline.json';

const operations = vi.hoisted(() => ({ keepLesson: vi.fn(), forgetLesson: vi.fn() }));
vi.mock('@/lib/kept-lessons', async (original) => ({ ...(await original<object>()), ...operations }));

import { NoRoom } from '@/lib/kept-lessons';

import { KeepLesson } from './keep-lesson';
import { KeptLessons } from './kept-lessons';

const lesson = { id: 'one', title: 'The turn', course: 'Tango', version: '1', files: [{ url: '/api/v1/media/film', bytes: 80_000_000 }] };

/** As if it had been kept here, in this version. */
function remember(version = '1') {
  localStorage.setItem('lessons.kept', JSON.stringify([{ ...lesson, version, path: '/courses/tango/lessons/one', bytes: 81_000_000, checkedAt: Date.now() }]));
  window.dispatchEvent(new Event('kept-lessons-changed'));
}

const show = (what = <KeepLesson lesson={lesson} />) =>
  render(
    <NextIntlClientProvider locale="en" messages={{ offline } as never}>
      {what}
    </NextIntlClientProvider>,
  );
const button = (name: string) => screen.getByRole('button', { name });

beforeEach(() => {
  vi.stubGlobal('caches', {});
  vi.stubGlobal('navigator', Object.assign(Object.create(navigator), { serviceWorker: {} }));
  operations.keepLesson.mockReset();
  operations.forgetLesson.mockReset();
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test('it says how large it is, how far it is, and that it is here', async () => {
  let tell: (percent: number) => void = () => {};
  let done: () => void = () => {};
  operations.keepLesson.mockImplementation((_, { onProgress }) => {
    tell = onProgress;
    return new Promise<void>((resolve) => (done = resolve));
  });
  show();
  await userEvent.click(button('Keep offline (80 MB)'));
  expect(operations.keepLesson.mock.calls[0]![0]).toEqual({ ...lesson, path: location.pathname });
  tell(40);
  await waitFor(() => expect(screen.getByRole<HTMLProgressElement>('progressbar').value).toBe(40));
  expect(screen.getByRole('status').textContent).toBe('Keeping this lesson on this device');
  remember();
  done();
  await screen.findByText('On this device');
  await userEvent.click(button('Remove'));
  expect(operations.forgetLesson).toHaveBeenCalledWith('/courses/tango/lessons/one');
});

test.each([
  [new NoRoom(), 'This device has no room for this lesson.'],
  [new TypeError('offline'), 'It could not be kept. Try again in a moment.'],
])('what went wrong is told', async (error, words) => {
  operations.keepLesson.mockRejectedValue(error);
  show();
  await userEvent.click(button('Keep offline (80 MB)'));
  expect((await screen.findByRole('alert')).textContent).toBe(words);
  expect(button('Keep offline (80 MB)')).toBeDefined();
});

test('it can be stopped, and nothing is told of that', async () => {
  operations.keepLesson.mockImplementation(
    (_, { signal }: { signal: AbortSignal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  show();
  await userEvent.click(button('Keep offline (80 MB)'));
  await userEvent.click(button('Stop'));
  await waitFor(() => expect(button('Keep offline (80 MB)')).toBeDefined());
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a lesson that has changed is offered anew', async () => {
  remember('0');
  show();
  expect(screen.getByText('On this device')).toBeDefined();
  await userEvent.click(button('Keep what is new'));
  expect(operations.keepLesson).toHaveBeenCalledOnce();
});

test('nothing is offered where the browser keeps nothing', () => {
  vi.stubGlobal('navigator', {});
  expect(show().container.textContent).toBe('');
});

test('what is here is listed, to open and to remove', async () => {
  expect(show(<KeptLessons />).container.textContent).toBe('');
  cleanup();
  remember();
  show(<KeptLessons />);
  expect(screen.getByRole('link', { name: 'The turn' }).getAttribute('href')).toBe('/courses/tango/lessons/one');
  expect(screen.getByText('Tango · 81 MB')).toBeDefined();
  await userEvent.click(button('Remove The turn from this device'));
  expect(operations.forgetLesson).toHaveBeenCalledWith('/courses/tango/lessons/one');
});
