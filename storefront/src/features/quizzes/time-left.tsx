'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';

import { formatClock } from '@/lib/player/clock';
import { Icon } from '@/ui/icon';

/** Seconds before the end at which one is told, the last first. */
const WARNINGS = [60, 300];

interface Props {
  seconds: number;
  /** When it ends, for who runs no scripts. */
  until: ReactNode;
}

/** How much time is left. Counts silently; five minutes and one minute before the end it says so. */
export function TimeLeft({ seconds, until }: Props) {
  const t = useTranslations('quiz.time');
  const warning = WARNINGS.find((each) => seconds <= each);
  // Whoever opens the page late reads how late it is.
  const [atFirst] = useState(warning);
  const isShort = warning !== undefined;
  return (
    <div className={isShort ? 'text-warning' : 'text-ink'}>
      <p className="flex items-center gap-2 font-semibold">
        <Icon name={isShort ? 'warning' : 'clock'} />
        <span role="timer" className="tabular-nums noscript:hidden">
          {seconds > 0 ? t('left', { time: formatClock(seconds) }) : t('over')}
        </span>
        <span className="hidden noscript:inline">
          {t('until')} {until}
        </span>
      </p>
      <p role="status" className="sr-only">
        {seconds === 0 ? t('over') : warning && warning !== atFirst ? t('warning', { minutes: warning / 60 }) : ''}
      </p>
    </div>
  );
}
