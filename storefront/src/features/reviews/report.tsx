'use client';

import { createContext, useContext, useRef, useState, type FormEvent, type ReactNode } from 'react';

import { useIsSignedIn } from '@/features/session/use-is-signed-in';
import { useRouter } from '@/i18n/navigation';
import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { ReportableKind } from '@/lib/api/schema';
import { signInPath } from '@/lib/next-path';
import { Button } from '@/ui/button';
import { FieldError } from '@/ui/field-error';
import { Icon } from '@/ui/icon';

import type { REASONS } from './reasons';

export interface ReportLabels {
  title: string;
  intro: string;
  reason: string;
  reasons: (readonly [(typeof REASONS)[number], string])[];
  text: string;
  optional: string;
  send: string;
  sending: string;
  cancel: string;
  close: string;
  thanks: string;
  reasonNeeded: string;
  failed: string;
}

const OpenContext = createContext<(id: string) => void>(() => {});

type Step = 'asking' | 'sending' | 'sent';

interface Props {
  path: string;
  labels: ReportLabels;
  /** What is reported. */
  kind?: ReportableKind;
  children: ReactNode;
}

/** Lets the reviews within be reported. Visitors are sent to sign in, and come back to `path`. */
export function ReportDialog({ path, labels, kind = 'course_review', children }: Props) {
  const isSignedIn = useIsSignedIn();
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [id, setId] = useState('');
  const [step, setStep] = useState<Step>('asking');
  const [wrong, setWrong] = useState<{ reason?: string; text?: string; all?: string }>({});

  function open(review: string) {
    if (!isSignedIn) return router.push(signInPath(path));
    setId(review);
    setStep('asking');
    setWrong({});
    dialog.current?.showModal();
  }

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (step === 'sending') return;
    const form = new FormData(event.currentTarget);
    const reason = form.get('reason');
    if (!reason) {
      setWrong({ reason: labels.reasonNeeded });
      event.currentTarget.querySelector<HTMLElement>('input[name=reason]')?.focus();
      return;
    }
    setStep('sending');
    setWrong({});
    try {
      await ask('/api/v1/reports', { method: 'POST', body: { kind, id, reason, text: form.get('text') } });
      setStep('sent');
    } catch (error) {
      setStep('asking');
      const refusal = error instanceof ApiError ? error : undefined;
      const known = refusal && refusal.status >= 400 && refusal.status < 500;
      setWrong({ reason: refusal?.fields.reason?.[0], text: refusal?.fields.text?.[0], all: known ? refusal.message : labels.failed });
    }
  }

  return (
    <OpenContext value={open}>
      {children}
      <dialog
        ref={dialog}
        aria-labelledby="report-title"
        className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-2xl border border-hairline p-6 text-ink-2 sm:p-8"
      >
        <h2 id="report-title" className="text-2xl">
          {labels.title}
        </h2>
        {step === 'sent' ? (
          <>
            <p role="status" className="mt-4">
              {labels.thanks}
            </p>
            <Button look="primary" autoFocus className="mt-6" onClick={() => dialog.current?.close()}>
              {labels.close}
            </Button>
          </>
        ) : (
          <form key={id} onSubmit={send} noValidate>
            <p className="mt-2 text-sm text-muted">{labels.intro}</p>
            <fieldset className="mt-5" aria-describedby={wrong.reason && 'report-reason'}>
              <legend className="font-semibold text-ink">{labels.reason}</legend>
              {labels.reasons.map(([value, name]) => (
                <label key={value} className="flex min-h-11 items-center gap-3">
                  <input type="radio" name="reason" value={value} className="size-5 accent-primary" />
                  {name}
                </label>
              ))}
              {wrong.reason && <FieldError id="report-reason">{wrong.reason}</FieldError>}
            </fieldset>
            <label className="mt-4 block font-semibold text-ink">
              {labels.text} <span className="font-normal text-muted">({labels.optional})</span>
              <textarea
                name="text"
                rows={3}
                maxLength={2000}
                aria-describedby={wrong.text && 'report-text'}
                className="mt-2 block w-full rounded-card border border-control bg-bg p-3 font-normal text-ink"
              />
            </label>
            {wrong.text && <FieldError id="report-text">{wrong.text}</FieldError>}
            {wrong.all && <FieldError>{wrong.all}</FieldError>}
            <div className="mt-6 flex flex-wrap gap-3">
              <Button type="submit" aria-disabled={step === 'sending'}>
                {step === 'sending' ? labels.sending : labels.send}
              </Button>
              <Button look="quiet" onClick={() => dialog.current?.close()}>
                {labels.cancel}
              </Button>
            </div>
          </form>
        )}
      </dialog>
    </OpenContext>
  );
}

export function ReportButton({ id, label, fullLabel }: { id: string; label: string; fullLabel: string }) {
  const open = useContext(OpenContext);
  return (
    <button type="button" onClick={() => open(id)} className="mt-1 inline-flex min-h-11 items-center gap-1.5 text-sm text-muted hover:text-ink noscript:hidden">
      <Icon name="flag" className="size-4" />
      <span className="sr-only">{fullLabel}</span>
      <span aria-hidden>{label}</span>
    </button>
  );
}
