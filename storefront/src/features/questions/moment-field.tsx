'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';

import { formatClock } from '@/lib/player/clock';
import { whereItStands, type FilmMoment } from '@/lib/player/moments';
import { Button } from '@/ui/button';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Icon } from '@/ui/icon';

/** Ties the question to the moment where the film of the page stands. Without scripts there is no such moment. */
export function MomentField() {
  const t = useTranslations('questions.ask');
  const [moment, setMoment] = useState<FilmMoment | null>(null);
  if (!moment) {
    return (
      <Button look="outline" onClick={() => setMoment(whereItStands())} className="noscript:hidden">
        <Icon name="clock" />
        {t('atMoment')}
      </Button>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-3 text-sm text-ink">
      <HiddenFields fields={{ block: moment.block, at: String(Math.round(moment.seconds * 1000)) }} />
      <span role="status">{t('tiedTo', { time: formatClock(moment.seconds) })}</span>
      <Button look="quiet" onClick={() => setMoment(null)}>
        {t('untie')}
      </Button>
    </p>
  );
}
