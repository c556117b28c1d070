import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { NextIntlClientProvider } from 'next-intl';
import { afterEach, expect, test, vi } from 'vitest';

import type { Pairs } from '@/lib/player/outline';
import player from '@/messages/en/player.json';

import { SeekBar } from './seek-bar';
import type { LoopTool } from './use-loop';
import type { Media } from './use-media';

const PAIRS: Pairs = [-10, 12, -120, 127, 0, 0, -60, 50];

afterEach(cleanup);

function open(outline?: Pairs | null, tool?: LoopTool) {
  const seek = vi.fn();
  const media = { element: null, seek, state: { time: 15, duration: 60, buffered: [] } } as unknown as Media;
  const { container } = render(
    <NextIntlClientProvider locale="en" messages={{ player } as never}>
      <SeekBar media={media} outline={outline} tool={tool} />
    </NextIntlClientProvider>,
  );
  return { seek, container, bar: screen.getByRole('slider', { name: 'Position' }) };
}

test('a sound is drawn as it sounds, and what was played of it is marked', () => {
  const { container } = open(PAIRS);
  const drawn = container.querySelector('[data-outline]');
  expect(drawn?.getAttribute('aria-hidden')).toBe('true');
  expect(drawn?.querySelector('clipPath path')?.getAttribute('d')).toMatch(/^M0 50 L.+Z$/);
  expect([...(drawn?.querySelectorAll('g rect') ?? [])].map((each) => each.getAttribute('width'))).toEqual(['1000', '250']);
});

test.each([
  ['with its outline', PAIRS],
  ['while the outline is to come', null],
  ['without one', undefined],
])('a sound %s has one slider to seek on, told in words', (_, outline) => {
  const { seek, bar, container } = open(outline);
  expect(container.querySelectorAll('[data-outline]')).toHaveLength(outline ? 1 : 0);
  expect(bar.getAttribute('aria-valuetext')).toBe('0:15 of 1:00');
  expect([bar.getAttribute('min'), bar.getAttribute('max')]).toEqual(['0', '60']);
  fireEvent.change(bar, { target: { value: '42.5' } });
  expect(seek).toHaveBeenCalledWith(42.5);
});

test('room for the outline is kept before it comes, so that nothing moves', () => {
  const heightOf = (outline?: Pairs | null) => {
    const { container } = open(outline);
    const height = container.firstElementChild?.className.match(/h-\d+/)?.[0];
    cleanup();
    return height;
  };
  expect(heightOf(null)).toBe(heightOf(PAIRS));
  expect(heightOf(null)).not.toBe(heightOf());
});

test('a loop is marked behind the outline and keeps its handles', () => {
  const tool = { loop: { from: 6, to: 12 }, from: null, choose: vi.fn() } as unknown as LoopTool;
  const { container } = open(PAIRS, tool);
  const mark = container.querySelector('[data-outline] > rect');
  expect([mark?.getAttribute('x'), mark?.getAttribute('width')]).toEqual(['100', '100']);
  fireEvent.change(screen.getByRole('slider', { name: 'End of the loop' }), { target: { value: '14' } });
  expect(tool.choose).toHaveBeenCalledWith({ from: 6, to: 14 });
});
