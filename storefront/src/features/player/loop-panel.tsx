'use client';

import { useTranslations } from 'next-intl';
import { useId, useState } from 'react';

import { formatMoment } from '@/lib/player/clock';
import { LOOPS, type Loop } from '@/lib/player/loops';
import { Icon } from '@/ui/icon';

import { Control } from './control';
import { PILL } from './pill';
import { ShelfState } from './shelf-state';
import type { LoopTool } from './use-loop';
import type { Media } from './use-media';

/** Sets the loop's two ends, keeps it under a name, takes kept ones up again and changes them. */
export function LoopPanel({ media, tool }: { media: Media; tool: LoopTool }) {
  const t = useTranslations('player');
  const { loop, from, shelf } = tool;
  const now = () => media.element?.currentTime ?? 0;
  return (
    <div>
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
      {loop && <NameForm key={tool.taken?.id} loop={loop} tool={tool} />}
      {shelf.things.length > 0 && (
        <ul aria-label={t('keptLoops')} className="mt-3 flex flex-col gap-1">
          {shelf.things.map((each) => (
            <li key={each.id} className="flex items-center gap-1">
              <button
                type="button"
                aria-pressed={loop?.from === each.from && loop.to === each.to}
                onClick={() => {
                  tool.take(each);
                  media.seek(each.from);
                }}
                className="flex min-h-11 min-w-0 flex-1 items-center gap-3 rounded-card px-3 py-1.5 text-start text-sm text-ink hover:bg-surface-2 aria-pressed:bg-surface-2"
              >
                <Icon name="loop" className="size-4 text-muted" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-semibold">{each.name}</span>
                  <span className="block text-xs tabular-nums text-muted">
                    {formatMoment(each.from)} – {formatMoment(each.to)}
                  </span>
                </span>
              </button>
              <Control icon="trash" label={t('forgetLoop', { name: each.name })} onClick={() => shelf.forget(each.id)} />
            </li>
          ))}
        </ul>
      )}
      <ShelfState shelf={shelf} full={t('loopsFull', { most: LOOPS.most })} />
    </div>
  );
}

function NameForm({ loop, tool }: { loop: Loop; tool: LoopTool }) {
  const t = useTranslations('player');
  const { taken, shelf } = tool;
  const [name, setName] = useState(taken?.name ?? '');
  const field = useId();
  const isAsKept = taken && name.trim() === taken.name && loop.from === taken.from && loop.to === taken.to;
  const nameOrNumber = name.trim() || t('loopName', { number: shelf.things.length + 1 });
  const keep = () => {
    tool.save(nameOrNumber);
    if (!taken) setName('');
  };
  return (
    <form
      className="mt-2 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (taken) tool.change(name.trim() || taken.name);
        else keep();
      }}
    >
      <div className={taken ? 'w-full' : 'min-w-32 flex-1'}>
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
      {!isAsKept && (
        <button type="submit" className={PILL}>
          {t(taken ? 'saveChanges' : 'keep')}
        </button>
      )}
      {taken && !isAsKept && (
        <button type="button" className={PILL} onClick={keep}>
          {t('keepAnother')}
        </button>
      )}
    </form>
  );
}
