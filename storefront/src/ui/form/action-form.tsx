'use client';

import { useTranslations } from 'next-intl';
import { startTransition, useActionState, useEffect, useId, useRef, useState, type ReactNode } from 'react';

import { UNTOUCHED, type FormState } from '@/lib/forms';
import { tellSessionEnded } from '@/lib/session/events';

import { FormContext } from './form-context';
import { invalidFields } from './invalid-fields';
import { Problem } from './problem';

interface Props {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  children: ReactNode | ((state: FormState) => ReactNode);
  /** What stands under the sentence of a refusal, by its reason: the way out of it. */
  waysOut?: Record<string, ReactNode>;
  /** What stands in the form's place once it was taken; `again` brings an empty form back. */
  after?: (state: FormState, again: () => void) => ReactNode;
  /** Called once for each time the form was taken. */
  onDone?: (state: FormState) => void;
  /** Empty the form once it was taken. */
  clears?: boolean;
  className?: string;
}

/**
 * A form for a server action. It works before scripts arrive and without them; with them, mistakes are shown beside
 * their fields, the first is focused, and everything typed stays, secrets too.
 */
export function ActionForm(props: Props) {
  const [round, setRound] = useState(0);
  return <OneForm key={round} {...props} again={() => setRound(round + 1)} />;
}

function OneForm({ action, children, after, again, waysOut, onDone, clears = false, className = 'space-y-6' }: Props & { again: () => void }) {
  const t = useTranslations('forms');
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const seen = useRef(UNTOUCHED);
  const [state, submit, pending] = useActionState(action, UNTOUCHED);
  const [found, setFound] = useState<Record<string, string[]> | null>(null);
  const complaints = found ?? inWords(state.fields ?? {}, (key) => t(`ours.${key}` as 'ours.acceptNeeded'));

  useEffect(() => {
    // Without scripts the browser's own bubbles stay.
    if (form.current) form.current.noValidate = true;
  }, []);

  useEffect(() => {
    if (state === seen.current) return;
    seen.current = state;
    if (state.outcome === 'done') {
      if (clears) form.current?.reset();
      place.current?.focus();
      onDone?.(state);
    }
    if (state.outcome !== 'refused') return;
    if (state.reason === 'session_ended') tellSessionEnded();
    focusFirst(form.current);
  }, [state, clears, onDone]);

  function onSubmit(event: React.FormEvent<HTMLFormElement>) {
    // Handed over by hand: an action given to the form alone would empty it.
    event.preventDefault();
    const sender = (event.nativeEvent as SubmitEvent).submitter;
    const wrong = invalidFields(event.currentTarget);
    if (wrong.size) {
      setFound(Object.fromEntries([...wrong].map(([name, { key, count }]) => [name, [t(key, { count: count ?? 0 })]])));
      const current = event.currentTarget;
      requestAnimationFrame(() => focusFirst(current));
      return;
    }
    setFound(null);
    const data = new FormData(event.currentTarget, sender);
    startTransition(() => submit(data));
  }

  if (state.outcome === 'done' && after) {
    return (
      <div ref={place} tabIndex={-1} className="outline-none">
        {after(state, again)}
      </div>
    );
  }
  return (
    <FormContext value={{ id, state, pending, complaints }}>
      <form ref={form} action={submit} onSubmit={onSubmit} className={className} aria-busy={pending}>
        {state.outcome === 'refused' && !found && <Problem state={state} waysOut={waysOut} />}
        {typeof children === 'function' ? children(state) : children}
      </form>
    </FormContext>
  );
}

function inWords(fields: Record<string, string[]>, translate: (key: string) => string): Record<string, string[]> {
  const words = (told: string) => (told.startsWith('@') ? translate(told.slice(1)) : told);
  return Object.fromEntries(Object.entries(fields).map(([name, told]) => [name, told.map(words)]));
}

function focusFirst(form: HTMLFormElement | null): void {
  const first = form?.querySelector<HTMLElement>('[aria-invalid=true]') ?? form?.querySelector<HTMLElement>('[data-problem]');
  first?.focus();
}
