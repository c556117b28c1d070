'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';

import { formatMoment } from '@/lib/player/clock';
import { Icon } from '@/ui/icon';

import { Control } from './control';
import type { LoopTool } from './use-loop';
import type { Media } from './use-media';

const PILL = 'inline-flex min-h-11 items-center justify-center gap-2 rounded-full border border-control px-4 text-sm font-semibold text-ink hover:bg-surface-2 disabled:opacity-40';

/** Sets the loop's two ends, keeps it under a name, and takes kept ones up again. */
export function LoopPanel({ media, tool }: { media: Media; tool: LoopTool }) {
  const t = useTranslations('player');
  const [name, setName] = useState('');
  const field = useId();
  const { loop, from, saved } = tool;
  const now = () => media.element?.currentTime ?? 0;
  return (
    <div className="min-w-0">
      <h3 className="text-sm">{t('loop')}</h3>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <button type="button" className={PILL} onClick={() => tool.setFrom(now())}>
          {t('setFrom')}
        </button>
        <button type="button" className={PILL} onClick={() => tool.setTo(now())}>
          {t('setTo')}
        </button>
        <button type="button" className={PILL} disabled={!loop && from === null} onClick={() => tool.choose(null)}>
          {t('clear')}
        </button>
      </div>
      <p role="status" className="mt-2 min-h-5 text-sm text-muted">
        {loop ? t('loopOn', { from: formatMoment(loop.from), to: formatMoment(loop.to) }) : from === null ? t('loopOff') : t('loopHalf', { from: formatMoment(from) })}
      </p>
      {loop && (
        <form
          className="mt-2 flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            tool.save(name.trim() || t('loopName', { number: saved.length + 1 }));
            setName('');
          }}
        >
          <div className="min-w-0 flex-1">
            <label htmlFor={field} className="text-xs text-muted">
              {t('nameOfLoop')}
            </label>
            <input
              id={field}
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
              className="block min-h-11 w-full rounded-card border border-control bg-bg px-3 text-sm text-ink"
            />
          </div>
          <button type="submit" className={PILL}>
            {t('keep')}
          </button>
        </form>
      )}
      {saved.length > 0 && (
        <ul aria-label={t('keptLoops')} className="mt-3 flex flex-col gap-1">
          {saved.map((each) => (
            <li key={each.id} className="flex items-center gap-1">
              <button
                type="button"
                aria-pressed={loop?.from === each.from && loop.to === each.to}
                onClick={() => {
                  tool.choose(each);
                  media.seek(each.from);
                }}
                className="flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-full px-3 text-start text-sm text-ink hover:bg-surface-2 aria-pressed:bg-surface-2"
              >
                <Icon name="loop" className="size-4 text-muted" />
                <span className="min-w-0 flex-1 truncate font-semibold">{each.name}</span>
                <span className="text-xs tabular-nums text-muted">
                  {formatMoment(each.from)} – {formatMoment(each.to)}
                </span>
              </button>
              <Control icon="trash" label={t('forgetLoop', { name: each.name })} onClick={() => tool.remove(each.id)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
