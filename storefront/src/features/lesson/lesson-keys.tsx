'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';

import { Help } from '@/features/player/help';
import { usePreferences } from '@/features/player/use-preferences';
import { isTyping } from '@/lib/player/keys';
import { Icon } from '@/ui/icon';

const TARGETS: Record<string, string> = { n: 'next', p: 'previous' };

/**
 * n and p lead to the next and the previous lesson, unless the person switched single letters off (WCAG 2.1.4): here, where
 * also lessons without a player have the switch.
 */
export function LessonKeys({ medium }: { medium: 'film' | 'sound' | 'none' }) {
  const t = useTranslations('player');
  const help = useRef<HTMLDialogElement>(null);
  const [{ shortcuts: isOn }] = usePreferences();
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === '?') help.current?.showModal();
      const target = TARGETS[event.key.toLowerCase()];
      if (target) document.querySelector<HTMLAnchorElement>(`a[data-lesson="${target}"]`)?.click();
    };
    // Behind the document, where players listen: what is their business is not this one's.
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isOn]);
  return (
    <>
      <button
        type="button"
        onClick={() => help.current?.showModal()}
        className="inline-flex min-h-11 items-center gap-2 self-start rounded-full text-sm font-medium text-muted underline-offset-4 hover:text-ink hover:underline noscript:hidden"
      >
        <Icon name="help" className="size-4.5" />
        {t('keysHere')}
      </button>
      <Help dialog={help} medium={medium} />
    </>
  );
}
