import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.mock('@/i18n/navigation', () => ({ useRouter: () => ({ push: vi.fn() }) }));

import { SearchField } from './search-field';

const labels = { label: 'Search', placeholder: '', button: 'Go', found: ['None', 'One', 'Two', '3', '4', '5', '6', '7', 'Eight'] };
const fetched = vi.fn<() => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', fetched.mockReset());
  render(<SearchField labels={labels} />);
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function type(words: string) {
  fireEvent.change(screen.getByRole('combobox'), { target: { value: words } });
  await act(() => vi.advanceTimersByTimeAsync(1_000));
}

const said = () => screen.getByRole('status').textContent;
const titles = (...found: string[]) => Response.json({ results: found.map((title) => ({ title, slug: title })) });

test('where nothing could be found out nothing is said, and the same words ask again', async () => {
  fetched.mockResolvedValueOnce(new Response(null, { status: 503 }));
  await type('sal');
  expect(said()).toBe('');
  fetched.mockRejectedValueOnce(new TypeError('fetch failed'));
  await type('sals');
  fetched.mockResolvedValueOnce(titles('Salsa'));
  await type('sal');
  expect(screen.getByRole('option').textContent).toBe('Salsa');
  expect(said()).toBe('One');
});

test('what was found is kept for the same words', async () => {
  fetched.mockImplementation(async () => titles());
  await type('sal');
  expect(said()).toBe('None');
  await type('sals');
  await type('sal');
  expect(fetched).toHaveBeenCalledTimes(2);
});
