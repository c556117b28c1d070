'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, useState } from 'react';

import { formatClock } from '@/lib/player/clock';
import { LONGEST_NOTE, NOTES, type MomentNote } from '@/lib/player/notes';

import { Control } from './control';
import { PILL } from './pill';
import { ShelfState } from './shelf-state';
import type { Media } from './use-media';
import type { NotesTool } from './use-notes';
import { useNoteShelf, type OpenShelf } from './use-shelf';

const FIELD = 'block w-full rounded-card border border-control bg-bg px-3 py-2 text-sm text-ink';

interface Props {
  block: string;
  media: Media;
  tool: NotesTool;
}

/** Writes notes at the moment where the film stands, leads back to each moment, and changes them. */
export function NotesPanel({ block, media, tool }: Props) {
  const t = useTranslations('player');
  const shelf = useNoteShelf(block);
  return (
    <section id={tool.panelId} aria-label={t('notes')} className="border-t border-hairline p-4">
      <NewNote media={media} tool={tool} onKeep={(at, text) => shelf.keep({ id: crypto.randomUUID(), block, at, text })} />
      {shelf.things.length > 0 && (
        <ul aria-label={t('keptNotes')} className="mt-4 flex flex-col gap-1">
          {shelf.things.map((note) => (
            <KeptNote key={note.id} note={note} shelf={shelf} onSeek={() => media.seek(note.at)} />
          ))}
        </ul>
      )}
      <ShelfState shelf={shelf} full={t('notesFull', { most: NOTES.most })} />
    </section>
  );
}

/** The moment is where the writing begins: the film waits meanwhile. */
function NewNote({ media, tool: { asked, draft, setDraft }, onKeep }: { media: Media; tool: NotesTool; onKeep: (at: number, text: string) => void }) {
  const t = useTranslations('player');
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (asked > 0) field.current?.focus();
  }, [asked]);
  const { text } = draft;
  const now = () => media.element?.currentTime ?? 0;
  const begin = () => {
    if (draft.at !== null) return;
    setDraft({ at: now(), text });
    media.pause();
  };
  const keep = () => {
    if (!text.trim()) return;
    onKeep(draft.at ?? now(), text.trim());
    setDraft({ at: null, text: '' });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <label htmlFor={id} className="text-sm font-semibold text-ink">
        {t('noteAt', { time: formatClock(draft.at ?? media.state.time) })}
      </label>
      <div className="mt-2 flex flex-wrap items-end gap-2">
        <textarea
          ref={field}
          id={id}
          rows={2}
          maxLength={LONGEST_NOTE}
          value={text}
          onFocus={begin}
          onBlur={() => !text.trim() && setDraft({ at: null, text: '' })}
          onChange={(event) => setDraft({ at: draft.at ?? now(), text: event.target.value })}
          className={`${FIELD} min-w-48 flex-1`}
        />
        <button type="submit" className={PILL} disabled={!text.trim()}>
          {t('keepNote')}
        </button>
      </div>
    </form>
  );
}

function KeptNote({ note, shelf, onSeek }: { note: MomentNote; shelf: OpenShelf<MomentNote>; onSeek: () => void }) {
  const t = useTranslations('player');
  const time = formatClock(note.at);
  const [text, setText] = useState<string | null>(null);
  return (
    <li className="flex items-start gap-1">
      <button
        type="button"
        onClick={onSeek}
        aria-label={t('toMoment', { time })}
        className="min-h-11 shrink-0 rounded-full px-3 text-sm font-semibold tabular-nums text-accent-text hover:bg-surface-2"
      >
        {time}
      </button>
      {text === null ? (
        <>
          <p className="min-w-0 flex-1 py-3 text-sm break-words whitespace-pre-line text-ink">{note.text}</p>
          <Control icon="pencil" label={t('changeNote', { time })} onClick={() => setText(note.text)} />
          <Control icon="trash" label={t('forgetNote', { time })} onClick={() => shelf.forget(note.id)} />
        </>
      ) : (
        <form
          className="flex min-w-0 flex-1 flex-wrap items-end gap-2 py-1"
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) shelf.keep({ ...note, text: text.trim() });
            setText(null);
          }}
        >
          <textarea
            aria-label={t('noteAt', { time })}
            rows={2}
            autoFocus
            maxLength={LONGEST_NOTE}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className={`${FIELD} min-w-48 flex-1`}
          />
          <button type="submit" className={PILL} disabled={!text.trim()}>
            {t('saveChanges')}
          </button>
          <button type="button" className={PILL} onClick={() => setText(null)}>
            {t('leaveNote')}
          </button>
        </form>
      )}
    </li>
  );
}
