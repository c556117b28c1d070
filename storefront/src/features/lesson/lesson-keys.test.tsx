import { act, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { usePreferences } from '@/features/player/use-preferences';

import { LessonKeys } from './lesson-keys';

test('single letters lead to other lessons until they are switched off', async () => {
  const follow = vi.fn((event: React.MouseEvent) => event.preventDefault());
  let prefer: ReturnType<typeof usePreferences>[1] = () => {};
  function Preferences() {
    prefer = usePreferences()[1];
    return null;
  }
  render(
    <>
      <a href="#two" data-lesson="next" onClick={follow}>
        Two
      </a>
      <LessonKeys />
      <Preferences />
    </>,
  );
  await userEvent.keyboard('n');
  expect(follow).toHaveBeenCalledTimes(1);
  act(() => prefer({ shortcuts: false }));
  await userEvent.keyboard('n');
  expect(follow).toHaveBeenCalledTimes(1);
});
