'use client';

import { useTranslations } from 'next-intl';
import { useId, type RefObject } from 'react';

import { Control } from './control';
import { usePreferences } from './use-preferences';

const PLAYER = [
  ['k', 'keyToggle'],
  ['j / l', 'keySeek10'],
  ['← / →', 'keySeek5'],
  ['↑ / ↓', 'keyVolume'],
  ['0 – 9', 'keyJump'],
] as const;
const TOOLS = [
  ['< / >', 'keySpeed'],
  ['[ / ]', 'keyLoop'],
  ['w', 'keyNote'],
  ['m', 'keyMute'],
] as const;
const LESSON = [
  ['n / p', 'keyLesson'],
  ['?', 'keyHelp'],
] as const;

const ANGLES = [
  ['v', 'keyAngle'],
  ['b', 'keyBeside'],
] as const;

/** Which keys there are around a film of ours, seen from one side or from several, around a sound, and in a lesson with neither. */
const KEYS = {
  film: [...PLAYER, [', / .', 'keyFrame'], ...TOOLS, ['c', 'keyCaptions'], ['f', 'keyFull'], ...LESSON],
  angles: [...PLAYER, [', / .', 'keyFrame'], ...TOOLS, ...ANGLES, ['c', 'keyCaptions'], ['f', 'keyFull'], ...LESSON],
  sound: [...PLAYER, ...TOOLS, ...LESSON],
  none: LESSON,
} as const;

interface Props {
  dialog: RefObject<HTMLDialogElement | null>;
  medium: keyof typeof KEYS;
}

/** Which keys do what, and a switch for those that work wherever the focus is. */
export function Help({ dialog, medium }: Props) {
  const t = useTranslations('player');
  const [{ shortcuts }, prefer] = usePreferences();
  const title = useId();
  return (
    <dialog
      ref={dialog}
      aria-labelledby={title}
      onClick={(event) => event.target === dialog.current && dialog.current?.close()}
      className="m-auto w-[min(30rem,calc(100%-2rem))] rounded-card p-0 text-ink-2"
    >
      <div className="p-6">
        <div className="flex items-center justify-between">
          <h2 id={title} className="text-xl">
            {t('keys')}
          </h2>
          <Control icon="close" label={t('close')} onClick={() => dialog.current?.close()} />
        </div>
        <dl className="mt-4 grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-sm">
          {KEYS[medium].map(([key, name]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="inline-block min-w-16 rounded-card bg-surface-2 px-2 py-1 text-center font-sans font-semibold text-ink">{key}</kbd>
              </dt>
              <dd>{t(name)}</dd>
            </div>
          ))}
        </dl>
        <label className="mt-5 flex min-h-11 items-start gap-3 text-sm">
          <input type="checkbox" checked={shortcuts} onChange={(event) => prefer({ shortcuts: event.target.checked })} className="mt-0.5 size-5 shrink-0 accent-accent" />
          <span>{t(medium === 'none' ? 'keysInLesson' : 'keysEverywhere')}</span>
        </label>
      </div>
    </dialog>
  );
}
