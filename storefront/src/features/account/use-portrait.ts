'use client';

import { useEffect, useRef, useState } from 'react';

import { useRouter } from '@/i18n/navigation';
import { ask } from '@/lib/api/browser';
import type { ProfileOut } from '@/lib/api/schema';
import { sendForm } from '@/lib/api/send-form';
import { shrink } from '@/lib/shrink';

const ADDRESS = '/api/v1/me/profile/avatar';

/** What the API takes; it says so of what is sent all the same. */
export const TYPES = ['image/jpeg', 'image/png', 'image/webp'];
export const MOST_MEGABYTES = 5;
const MOST_BYTES = MOST_MEGABYTES * 1024 * 1024;

/** What became of the last thing that was done. */
export type Outcome = 'saved' | 'removed' | 'notTaken' | 'tooLarge' | { error: unknown } | undefined;

/** The picture of oneself: chosen and seen at once, sent, stopped, removed. */
export function usePortrait(known: ProfileOut['avatar']) {
  const router = useRouter();
  const [changed, setChanged] = useState<ProfileOut['avatar'] | undefined>();
  const [preview, setPreview] = useState<string>();
  const [percent, setPercent] = useState<number>();
  const [outcome, setOutcome] = useState<Outcome>();
  const asking = useRef<AbortController>(undefined);

  useEffect(() => () => void (preview && URL.revokeObjectURL(preview)), [preview]);
  useEffect(() => () => asking.current?.abort(), []);

  function settle(next: Outcome, shown?: string) {
    setPreview(shown);
    setPercent(undefined);
    setOutcome(next);
    router.refresh();
  }

  /** The last thing that was wanted counts: what is still being asked for is stopped. */
  function anew(): AbortSignal {
    asking.current?.abort();
    asking.current = new AbortController();
    return asking.current.signal;
  }

  async function send(file: File) {
    const signal = anew();
    if (!TYPES.includes(file.type)) return settle('notTaken');
    const fitting = await shrink(file, MOST_BYTES);
    if (signal.aborted) return;
    if (fitting.size > MOST_BYTES) return settle('tooLarge');
    const shown = URL.createObjectURL(fitting);
    const form = new FormData();
    form.append('file', fitting);
    setPreview(shown);
    setPercent(0);
    setOutcome(undefined);
    try {
      setChanged((await sendForm<ProfileOut>(ADDRESS, form, { method: 'PUT', onProgress: setPercent, signal })).avatar);
      settle('saved', shown);
    } catch (error) {
      // What came in its place has settled the rest.
      if (!signal.aborted) settle({ error });
    }
  }

  function stop() {
    asking.current?.abort();
    // It may have arrived nevertheless: the page is asked which picture there is.
    setChanged(undefined);
    settle(undefined);
  }

  async function remove() {
    const signal = anew();
    setOutcome(undefined);
    try {
      await ask(ADDRESS, { method: 'DELETE', signal });
      setChanged(null);
      settle('removed');
    } catch (error) {
      if (!signal.aborted) settle({ error }, preview);
    }
  }

  return { avatar: changed === undefined ? known : changed, preview, percent, outcome, send, stop, remove };
}
