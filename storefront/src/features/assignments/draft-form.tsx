'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useCallback, useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';

import { useRouter } from '@/i18n/navigation';
import type { DraftState } from '@/lib/draft-keeper';
import { refused, UNTOUCHED, type FormState } from '@/lib/forms';
import { tellSessionEnded } from '@/lib/session/events';
import { Button } from '@/ui/button';
import { INPUT } from '@/ui/form/field';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Problem } from '@/ui/form/problem';
import { SavingNote } from '@/ui/form/saving-note';

import { sendWork } from './actions';
import { DraftSender } from './draft-sender';
import { TellUnderWay } from './under-way';

export const LONGEST_TEXT = 50_000;
const UNDER_WAY = 'file_under_way';

interface Props {
  place: { course: string; lesson: string; assignment: string };
  number: number;
  edition: number;
  text: string;
  takesText: boolean;
  /** What else is handed in, between the text and the buttons. */
  children?: ReactNode;
}

/** The round that is written: kept as one writes, and handed in. Works by its buttons alone where no scripts run. */
export function DraftForm({ place, number, edition: known, text, takesText, children }: Props) {
  const t = useTranslations('assignment.draft');
  const tSaving = useTranslations('assignment.saving');
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const sender = useRef<DraftSender | null>(null);
  const [sent, submit] = useActionState(sendWork, UNTOUCHED);
  const [edition, setEdition] = useState(known);
  const [saving, setSaving] = useState<DraftState>('untouched');
  const [state, setState] = useState<FormState>(UNTOUCHED);
  const [isHandingIn, setHandingIn] = useState(false);
  const isUnderWay = useRef(false);
  const shown = state === UNTOUCHED ? sent : state;
  const { lesson, assignment } = place;
  const [begun] = useState(known);
  const typed = (sent.values?.text as string | undefined) ?? text;

  const tellUnderWay = useCallback((isSo: boolean) => {
    isUnderWay.current = isSo;
    if (!isSo) setState((before) => (before.reason === UNDER_WAY ? UNTOUCHED : before));
  }, []);

  useEffect(() => {
    const made = new DraftSender({ lesson, assignment, number }, begun, {
      onState: (next) => {
        setSaving(next);
        if (next === 'signed-out') tellSessionEnded();
        if (next === 'over') router.refresh();
      },
      onEdition: setEdition,
    });
    sender.current = made;
    return made.follow();
  }, [lesson, assignment, number, begun, router]);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isHandingIn) return;
    if (isUnderWay.current) return tell({ outcome: 'refused', reason: UNDER_WAY });
    const written = new FormData(event.currentTarget).get('text');
    setHandingIn(true);
    const problem = await sender.current?.handIn(typeof written === 'string' ? written.replaceAll('\r\n', '\n') : '');
    setHandingIn(false);
    if (problem?.status === 401) tellSessionEnded();
    if (problem) return tell(problem.status ? refused(problem, new FormData()) : { outcome: 'refused', reason: 'unavailable' });
    setState(UNTOUCHED);
    router.refresh();
  }

  function tell(problem: FormState) {
    setState(problem);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[data-problem]')?.focus());
  }

  return (
    <form ref={form} action={submit} onSubmit={onSubmit} aria-busy={isHandingIn} className="space-y-6">
      <HiddenFields fields={{ ...place, number: String(number), edition: String(edition) }} />
      {takesText ? (
        <div>
          <label htmlFor="work-text" className="mb-2 block text-sm font-semibold text-ink">
            {t('text')}
          </label>
          <textarea
            id="work-text"
            name="text"
            rows={10}
            maxLength={LONGEST_TEXT}
            defaultValue={typed}
            onChange={(event) => sender.current?.keep(event.target.value)}
            className={INPUT}
          />
          <SavingNote state={saving}>{saving === 'untouched' ? '' : tSaving(saving)}</SavingNote>
        </div>
      ) : (
        <input type="hidden" name="text" value="" />
      )}
      <TellUnderWay value={tellUnderWay}>{children}</TellUnderWay>
      {shown.outcome === 'refused' && <Problem state={shown} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" name="do" value="hand-in" look="accent" aria-disabled={isHandingIn || undefined} className="px-8 aria-disabled:opacity-60">
          {isHandingIn ? t('handingIn') : t('handIn')}
        </Button>
        {/* With scripts it is kept as one writes. */}
        <noscript>
          <Button type="submit" name="do" value="keep" look="outline">
            {t('keep')}
          </Button>
        </noscript>
      </div>
      <p className="text-sm text-muted">{t('hint')}</p>
    </form>
  );
}
