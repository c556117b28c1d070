'use client';

import { useTranslations } from 'next-intl';
import { useId, useRef, useState } from 'react';

import type { LessonBlock } from '@/lib/api/schema';
import type { Command } from '@/lib/player/keys';
import { Icon } from '@/ui/icon';

import { Control } from './control';
import { ControlBar } from './control-bar';
import { Help } from './help';
import { NotesPanel } from './notes-panel';
import { Practice } from './practice';
import { PractiseButton } from './practise-button';
import { SeekBar } from './seek-bar';
import { useIsReady } from './use-is-ready';
import { useKeptPosition } from './use-kept-position';
import { useOutline } from './use-outline';
import { usePlayer } from './use-player';
import { useShortcuts } from './use-shortcuts';

/** A sound made ready to be listened to. */
export type SoundRendition = NonNullable<Extract<LessonBlock, { type: 'audio' }>['value']['rendition']>;

interface Props {
  id: string;
  title: string;
  /** As it was uploaded. */
  url: string;
  rendition: SoundRendition | null;
  isMain: boolean;
}

/** A sound of ours to practise with. Without scripts it is the browser's own player. */
export function Sound({ id, title, url, rendition, isMain }: Props) {
  const t = useTranslations('player');
  const isReady = useIsReady();
  const container = useRef<HTMLDivElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const panel = useId();
  const [isPracticing, setPracticing] = useState(false);
  const { attach, ...player } = usePlayer(id);
  const { media, tool, notes, counting, preferences, prefer } = player;
  useKeptPosition(media, isMain);
  const outline = useOutline(rendition?.peaks_url ?? null);
  const [isOriginal, setOriginal] = useState(!rendition);
  // The rendition may be gone or made anew since; one that was begun is taken up again by itself.
  if (media.state.hasFailed && media.state.time === 0 && !isOriginal) setOriginal(true);
  const run = (command: Command) => {
    if (command.do === 'help') help.current?.showModal();
    else player.run(command);
  };
  useShortcuts(container, preferences.shortcuts, run);
  return (
    <div ref={container} role="region" aria-label={t('sound', { title })} className="scheme-dark overflow-hidden rounded-card border border-hairline bg-surface text-ink-2">
      <p className="flex items-center gap-3 px-4 pt-3 font-semibold text-ink">
        <Icon name="music" className="size-5 text-accent-text" />
        <span className="min-w-0 flex-1">{title}</span>
        {counting.count !== null && <span aria-hidden className="font-display text-2xl">{counting.count}</span>}
      </p>
      <audio ref={attach} src={isOriginal ? url : rendition?.url} aria-label={title} controls={!isReady} preload="metadata" className="w-full" />
      {isReady && media.state.hasFailed && (
        <p role="alert" className="px-4 py-2 text-sm text-error">
          {t('soundFailed')}{' '}
          <button type="button" onClick={() => media.element?.load()} className="min-h-11 font-semibold underline">
            {t('retry')}
          </button>
        </p>
      )}
      {isReady && (
        <div className="px-1 pb-1 sm:px-2">
          <SeekBar media={media} tool={tool} outline={rendition ? outline : undefined} />
          <ControlBar media={media} onToggle={player.toggle} isCounting={counting.count !== null} onSpeed={player.setSpeed} onVolume={player.setVolume} onMute={player.toggleMute}>
            <Control icon="help" label={t('keys')} onClick={() => help.current?.showModal()} className="max-md:hidden" />
            <Control icon="pencil" label={t('notes')} aria-expanded={notes.isOpen} aria-controls={notes.panelId} onClick={notes.toggle} />
            <PractiseButton icon="loop" isOpen={isPracticing} controls={panel} onToggle={() => setPracticing(!isPracticing)} />
          </ControlBar>
        </div>
      )}
      {isPracticing && (
        <Practice
          id={panel}
          media={media}
          tool={tool}
          picture={null}
          onSpeed={player.setSpeed}
          countsIn={player.countsIn}
          onCountsIn={player.setCountsIn}
          tempo={preferences.tempo}
          onTempo={(tempo) => prefer({ tempo })}
        />
      )}
      {notes.isOpen && <NotesPanel block={id} media={media} tool={notes} />}
      <Help dialog={help} medium="sound" />
    </div>
  );
}
