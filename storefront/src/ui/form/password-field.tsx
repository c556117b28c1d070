'use client';

import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';

import { SHORTEST, strengthOf, type Strength } from '@/lib/password-strength';
import { Icon } from '@/ui/icon';

import { FieldFrame, INPUT } from './field';
import { useField } from './form-context';

interface Props {
  name: string;
  label: ReactNode;
  /** A password that is being chosen: says how hard it is to guess. */
  isNew?: boolean;
}

/** A password, which can be looked at while it is typed. */
export function PasswordField({ name, label, isNew = false }: Props) {
  const t = useTranslations('forms');
  const { id, wiring, hintId } = useField(name);
  const [shown, setShown] = useState(false);
  const [strength, setStrength] = useState<Strength>('none');
  return (
    <FieldFrame
      name={name}
      label={label}
      below={isNew && <StrengthHint id={hintId} strength={strength} words={t(`strength.${strength === 'none' ? 'short' : strength}`)} />}
    >
      <div className="relative">
        <input
          {...wiring(isNew)}
          id={id}
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          minLength={isNew ? SHORTEST : undefined}
          maxLength={128}
          autoCapitalize="none"
          spellCheck={false}
          required
          onInput={isNew ? (event) => setStrength(strengthOf(event.currentTarget.value, knownWords(event.currentTarget))) : undefined}
          className={`${INPUT} pe-12`}
        />
        <button
          type="button"
          aria-pressed={shown}
          aria-label={t('showPassword')}
          onClick={() => setShown(!shown)}
          className="absolute end-0.5 top-0.5 flex size-11 items-center justify-center rounded-full text-muted hover:text-ink noscript:hidden"
        >
          <Icon name={shown ? 'eye-off' : 'eye'} />
        </button>
      </div>
    </FieldFrame>
  );
}

const FILLED: Record<Strength, number> = { none: 0, short: 1, weak: 1, fair: 2, strong: 3 };
const COLOUR = ['', 'bg-error', 'bg-warning', 'bg-success'];

function StrengthHint({ id, strength, words }: { id: string; strength: Strength; words: string }) {
  const filled = FILLED[strength];
  return (
    <div className="mt-2 flex items-start gap-3">
      <div aria-hidden className="mt-2 flex shrink-0 gap-1">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={`h-1 w-6 rounded-full ${bar <= filled ? COLOUR[filled] : 'bg-surface-2'}`} />
        ))}
      </div>
      <p id={id} aria-live="polite" className="min-h-10 text-sm text-muted">
        {words}
      </p>
    </div>
  );
}

/** What else stands in the form and is no secret: the name and the address make poor passwords. */
function knownWords(input: HTMLInputElement): string[] {
  const fields = Array.from(input.form?.elements ?? []) as HTMLInputElement[];
  return fields.filter((field) => ['text', 'email'].includes(field.type) && field !== input).map((field) => field.value);
}
