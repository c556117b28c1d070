'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';

import { captionAt } from '@/lib/player/captions';
import { formatClock } from '@/lib/player/clock';
import type { Command } from '@/lib/player/keys';
import { Icon } from '@/ui/icon';

import { AngleMenu } from './angle-menu';
import { AngleNews } from './angle-news';
import { Chapters, type Chapter } from './chapters';
import { Companion, type Angle } from './companion';
import { Control } from './control';
import { ControlBar } from './control-bar';
import { Help } from './help';
import { NotesPanel } from './notes-panel';
import { Practice } from './practice';
import { PractiseButton } from './practise-button';
import { QualityMenu } from './quality-menu';
import { SeekBar } from './seek-bar';
import type { Sheet } from './seek-preview';
import { useAngles } from './use-angles';
import { useCues, type CaptionTrack } from './use-captions';
import { useFrames } from './use-frames';
import { useFullScreen } from './use-full-screen';
import { useIsReady } from './use-is-ready';
import { useKeptPosition } from './use-kept-position';
import { usePlayer } from './use-player';
import { useShortcuts } from './use-shortcuts';
import { useStream } from './use-stream';
import { Words } from './words';

interface Props {
  id: string;
  title: string;
  url: string;
  /** The film in several sizes, once they are made. */
  streamUrl: string | null;
  sheet: Sheet | null;
  poster: string | null;
  captions: readonly CaptionTrack[];
  chapters: readonly Chapter[];
  /** What the film is called among its angles. */
  angle: string;
  angles: readonly Angle[];
  /** Whether its position is the lesson's. */
  isMain: boolean;
}

/** A film of ours to learn from. Without scripts it is the browser's own player. */
export function Film({ id, title, url, streamUrl, sheet, poster, captions, chapters = [], angle, angles = [], isMain }: Props) {
  const t = useTranslations('player');
  const isReady = useIsReady();
  const container = useRef<HTMLDivElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const panel = useId();
  const [isPracticing, setPracticing] = useState(false);
  const [isMirrored, setMirrored] = useState(false);
  const { attach, ...player } = usePlayer(id);
  const { media, tool, notes, counting, preferences, prefer } = player;
  const { state } = media;
  const resumedAt = useKeptPosition(media, isMain);
  const onFrame = useFrames(media);
  const [isFull, toggleFull] = useFullScreen(container);
  const [language, setLanguage] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const wanted = language ?? preferredLanguage(captions);
  const track = captions.find((each) => each.language === wanted) ?? captions[0];
  const cues = useCues(track, preferences.captions || isReading);
  const caption = preferences.captions ? captionAt(cues, state.time) : '';
  const names = [angle || t('angleMain'), ...angles.map(({ name }) => name)];
  const [isUnseen, setUnseen] = useState(false);
  const quality = useStream(media.element, streamUrl, url, { mostLines: isUnseen ? 0 : null });
  const view = useAngles(names.length, quality.chosen === 'sound', () => quality.choose(null));
  // The clock goes on below the angle that is seen, with as little picture as there is.
  if (isUnseen !== view.seen > 0) setUnseen(view.seen > 0);
  const lines = quality.sizes.find(({ level }) => level === quality.chosen)?.lines ?? null;
  const hasAngles = angles.length > 0;
  const picture = `${isFull ? 'absolute inset-0 size-full' : 'aspect-video max-h-[80dvh] w-full'} ${isMirrored ? '-scale-x-100' : ''}`;

  const run = (command: Command) => {
    if (command.do === 'full-screen') toggleFull();
    else if (command.do === 'frame') onFrame(command.by);
    else if (command.do === 'captions') prefer({ captions: !preferences.captions });
    else if (command.do === 'angle' && hasAngles) view.next();
    else if (command.do === 'beside' && hasAngles) view.toggleBeside();
    else if (command.do === 'help') help.current?.showModal();
    else player.run(command);
  };
  useShortcuts(container, preferences.shortcuts, run);

  return (
    <div
      ref={container}
      role="region"
      aria-label={t('film', { title })}
      className="player scheme-dark flex flex-col overflow-hidden rounded-card border border-hairline bg-surface text-ink-2"
    >
      <div className="relative flex min-h-0 flex-1 items-center justify-center bg-bg">
        <div className={`grid ${isFull ? 'absolute inset-0' : 'relative w-full'} ${view.isBeside ? 'gap-px max-sm:grid-rows-2 sm:grid-cols-2' : ''}`}>
          <div className="relative min-h-0 min-w-0">
            <video
              ref={attach}
              src={url}
              poster={poster ?? undefined}
              aria-label={title}
              controls={!isReady}
              playsInline
              preload={streamUrl ? 'none' : 'metadata'}
              tabIndex={-1}
              onClick={isReady ? player.toggle : undefined}
              className={`${picture} ${state.hasStarted || resumedAt !== null || isFull ? 'object-contain' : 'object-cover'}`}
            >
              {!isReady && captions.map((each) => <track key={each.language} kind="captions" srcLang={each.language} src={each.url} />)}
            </video>
            {view.isBeside && <NameOfAngle name={names[0]} />}
          </div>
          {view.companions.map((place) => {
            const each = angles[place - 1];
            const isBelow = !view.isBeside && view.seen !== place;
            return (
              each && (
                <div key={place} className={view.isBeside ? 'relative min-h-0 min-w-0' : `absolute inset-0 ${isBelow ? 'pointer-events-none opacity-0' : ''}`}>
                  <Companion
                    place={place}
                    angle={each}
                    clock={media.element}
                    mostLines={lines}
                    onTell={view.tell}
                    onClick={player.toggle}
                    className={`${picture} bg-bg object-contain`}
                  />
                  {view.isBeside && <NameOfAngle name={each.name} />}
                </div>
              )
            );
          })}
        </div>
        {hasAngles && <AngleNews names={names} tool={view} />}
        {/* Who practises looks at the picture, and has the same button below it. */}
        {isReady && !isPracticing && !state.hasStarted && counting.count === null && !state.hasFailed && (
          <button
            type="button"
            onClick={player.toggle}
            aria-label={t('playTitle', { title })}
            className="absolute grid size-20 place-items-center rounded-full bg-accent text-on-accent transition-transform duration-150 hover:scale-105"
          >
            <Icon name="play" className="size-9" />
          </button>
        )}
        {counting.count !== null && (
          <p aria-hidden className="pointer-events-none absolute font-display text-[clamp(5rem,20vw,11rem)] font-extrabold text-ink drop-shadow-[0_2px_12px_rgb(0_0_0/0.8)]">
            {counting.count}
          </p>
        )}
        {caption && (
          <p className="pointer-events-none absolute inset-x-4 bottom-4 text-center" lang={track?.language}>
            <span className="box-decoration-clone rounded-sm bg-bg/85 px-2 py-1 text-[clamp(0.95rem,2.2vw,1.35rem)] leading-relaxed whitespace-pre-line text-ink">{caption}</span>
          </p>
        )}
        {state.hasFailed && <Failure onRetry={() => media.element?.load()} />}
        {resumedAt !== null && !state.hasStarted && (
          <button type="button" onClick={() => media.seek(0)} className="absolute bottom-3 left-3 min-h-11 rounded-full bg-bg/85 px-4 text-sm font-semibold text-ink">
            {t('resumed', { time: formatClock(resumedAt) })}
          </button>
        )}
      </div>
      {isReady && (
        <div className="px-1 pb-1 sm:px-2">
          <SeekBar media={media} tool={tool} sheet={sheet} chapters={chapters} />
          <ControlBar media={media} onToggle={player.toggle} isCounting={counting.count !== null} onSpeed={player.setSpeed} onVolume={player.setVolume} onMute={player.toggleMute}>
            {captions.length > 0 && (
              <Control icon="captions" label={t('captions')} isOn={preferences.captions} onClick={() => prefer({ captions: !preferences.captions })} />
            )}
            {hasAngles && <AngleMenu names={names} tool={view} />}
            <QualityMenu quality={quality} />
            <Picture element={view.told[view.seen]?.element ?? media.element} />
            <Control icon="help" label={t('keys')} onClick={() => help.current?.showModal()} className="max-md:hidden" />
            <Control icon={isFull ? 'full-screen-leave' : 'full-screen'} label={t(isFull ? 'fullScreenLeave' : 'fullScreen')} onClick={toggleFull} />
            <Control icon="pencil" label={t('notes')} aria-expanded={notes.isOpen} aria-controls={notes.panelId} onClick={notes.toggle} />
            <PractiseButton icon="mirror" isOpen={isPracticing} controls={panel} onToggle={() => setPracticing(!isPracticing)} />
          </ControlBar>
        </div>
      )}
      {isReady && chapters.length > 0 && <Chapters chapters={chapters} media={media} />}
      {isPracticing && (
        <div className={isFull ? 'max-h-[40dvh] overflow-y-auto' : undefined}>
          <Practice
            id={panel}
            media={media}
            tool={tool}
            picture={{ isMirrored, onMirror: () => setMirrored(!isMirrored), onFrame }}
            onSpeed={player.setSpeed}
            countsIn={player.countsIn}
            onCountsIn={player.setCountsIn}
            tempo={preferences.tempo}
            onTempo={(tempo) => prefer({ tempo })}
          />
        </div>
      )}
      {notes.isOpen && (
        <div className={isFull ? 'max-h-[40dvh] overflow-y-auto' : undefined}>
          <NotesPanel block={id} media={media} tool={notes} />
        </div>
      )}
      {isReady && track && (
        <Words
          media={media}
          cues={cues}
          languages={captions.map((each) => each.language)}
          language={track.language}
          onLanguage={setLanguage}
          onOpen={setReading}
        />
      )}
      <Help dialog={help} medium={hasAngles ? 'angles' : 'film'} />
    </div>
  );
}

function NameOfAngle({ name }: { name: string | undefined }) {
  return (
    <p aria-hidden className="pointer-events-none absolute top-2 left-2 rounded-full bg-bg/85 px-3 py-1 text-xs font-semibold text-ink">
      {name}
    </p>
  );
}

function Failure({ onRetry }: { onRetry: () => void }) {
  const t = useTranslations('player');
  return (
    <div role="alert" className="absolute inset-0 grid place-content-center gap-3 bg-bg/90 p-6 text-center">
      <p className="font-semibold text-ink">{t('filmFailed')}</p>
      <button type="button" onClick={onRetry} className="mx-auto min-h-11 rounded-full bg-accent px-5 text-sm font-semibold text-on-accent">
        {t('retry')}
      </button>
    </div>
  );
}

/** Picture in picture, where the browser has it. */
function Picture({ element }: { element: HTMLMediaElement | null }) {
  const t = useTranslations('player');
  const [isOut, setOut] = useState(false);
  useEffect(() => {
    if (!element) return;
    const enter = () => setOut(true);
    const leave = () => setOut(false);
    element.addEventListener('enterpictureinpicture', enter);
    element.addEventListener('leavepictureinpicture', leave);
    return () => {
      element.removeEventListener('enterpictureinpicture', enter);
      element.removeEventListener('leavepictureinpicture', leave);
    };
  }, [element]);
  if (!(element instanceof HTMLVideoElement) || !document.pictureInPictureEnabled) return null;
  const toggle = () => void (isOut ? document.exitPictureInPicture() : element.requestPictureInPicture()).catch(() => {});
  return <Control icon="picture" label={t('pictureInPicture')} isOn={isOut} onClick={toggle} className="max-sm:hidden" />;
}

function preferredLanguage(captions: readonly CaptionTrack[]): string | undefined {
  if (typeof navigator === 'undefined') return undefined;
  const wanted = navigator.languages.map((language) => language.split('-')[0]);
  return captions.find(({ language }) => wanted.includes(language.split('-')[0]))?.language;
}
