'use client';

import { useId, useState } from 'react';

export interface Draft {
  /** The moment at which the writing began. */
  at: number | null;
  text: string;
}

export interface NotesTool {
  panelId: string;
  isOpen: boolean;
  /** How often somebody asked to write: each time the field takes the focus. */
  asked: number;
  /** What is being written: closing the notes does not lose it. */
  draft: Draft;
  setDraft: (draft: Draft) => void;
  toggle: () => void;
  write: () => void;
}

/** A player's notes: whether they are open, and what is being written. */
export function useNotes(): NotesTool {
  const panelId = useId();
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState(0);
  const [draft, setDraft] = useState<Draft>({ at: null, text: '' });
  return {
    panelId,
    isOpen,
    asked,
    draft,
    setDraft,
    toggle: () => setOpen(!isOpen),
    write: () => {
      setOpen(true);
      setAsked(asked + 1);
    },
  };
}
