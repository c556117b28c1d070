'use client';

import { useTranslations } from 'next-intl';
import type { ComponentProps, ReactNode } from 'react';

import { Icon } from '@/ui/icon';

import { useField } from './form-context';

export const INPUT =
  'block w-full min-h-12 rounded-card border border-control bg-bg px-4 py-2.5 text-ink placeholder:text-muted ' +
  'aria-invalid:border-2 aria-invalid:border-error disabled:opacity-60';

interface Said {
  label: ReactNode;
  hint?: ReactNode;
}

interface FrameProps extends Said {
  name: string;
  optional?: boolean;
  /** A hint that is more than words; it carries the hint's id itself. */
  below?: ReactNode;
  children: ReactNode;
}

/** A field's name above it, and what is wrong with it and its hint below. */
export function FieldFrame({ name, label, hint, below, optional, children }: FrameProps) {
  const t = useTranslations('forms');
  const { id, hintId } = useField(name);
  return (
    <div>
      <label htmlFor={id} className="mb-2 block text-sm font-semibold text-ink">
        {label}
        {optional && <span className="font-normal text-muted"> ({t('optional')})</span>}
      </label>
      {children}
      <FieldErrors name={name} />
      {hint && (
        <p id={hintId} className="mt-2 text-sm text-muted">
          {hint}
        </p>
      )}
      {below}
    </div>
  );
}

/** What is wrong with the field called `name`. */
export function FieldErrors({ name }: { name: string }) {
  const { errors, errorId } = useField(name);
  if (!errors.length) return null;
  return (
    <p id={errorId} className="mt-2 flex gap-1.5 text-sm font-medium text-error">
      <Icon name="warning" className="mt-0.5 size-4" />
      <span>{errors.join(' ')}</span>
    </p>
  );
}

const asText = (typed: string | string[] | undefined) => (Array.isArray(typed) ? typed[0] : typed);

/** A line of text. */
export function TextField({ label, hint, name, defaultValue, ...rest }: Said & ComponentProps<'input'> & { name: string }) {
  const { id, typed, wiring } = useField(name);
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={!rest.required}>
      <input {...rest} {...wiring(Boolean(hint))} id={id} name={name} defaultValue={asText(typed) ?? defaultValue} className={INPUT} />
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextAreaField({ label, hint, name, defaultValue, ...rest }: Said & ComponentProps<'textarea'> & { name: string }) {
  const { id, typed, wiring } = useField(name);
  return (
    <FieldFrame name={name} label={label} hint={hint} optional={!rest.required}>
      <textarea {...rest} {...wiring(Boolean(hint))} id={id} name={name} defaultValue={asText(typed) ?? defaultValue} className={INPUT} />
    </FieldFrame>
  );
}

/** One of several, in a list that opens. */
export function SelectField({ label, hint, name, defaultValue, children, ...rest }: Said & ComponentProps<'select'> & { name: string }) {
  const { id, typed, wiring } = useField(name);
  return (
    <FieldFrame name={name} label={label} hint={hint}>
      <select {...rest} {...wiring(Boolean(hint))} id={id} name={name} defaultValue={asText(typed) ?? defaultValue} className={INPUT}>
        {children}
      </select>
    </FieldFrame>
  );
}

/** Something to agree to, or to choose beside others. */
export function CheckField({ label, hint, name, value = 'on', defaultChecked, ...rest }: Said & ComponentProps<'input'> & { name: string; value?: string }) {
  const { id, typed, wiring } = useField(name);
  const checked = typed === undefined ? defaultChecked : [typed].flat().includes(value);
  return (
    <div>
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2 text-sm">
        <input {...rest} {...wiring(false)} type="checkbox" id={`${id}-${value}`} name={name} value={value} defaultChecked={checked} className="mt-0.5 size-5 shrink-0 accent-primary" />
        <span>
          <span className="text-ink">{label}</span>
          {hint && <span className="mt-0.5 block text-muted">{hint}</span>}
        </span>
      </label>
      {value === 'on' && <FieldErrors name={name} />}
    </div>
  );
}

/** One of a few, all seen at once. */
export function ChoiceField({ legend, name, choices, defaultValue, required }: { legend: ReactNode; name: string; choices: { value: string; label: ReactNode }[]; defaultValue?: string; required?: boolean }) {
  const { id, typed, wiring } = useField(name);
  const chosen = asText(typed) ?? defaultValue;
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold text-ink">{legend}</legend>
      {choices.map(({ value, label }) => (
        <label key={value} className="flex min-h-11 cursor-pointer items-center gap-3 text-sm text-ink">
          <input {...wiring(false)} type="radio" id={`${id}-${value}`} name={name} value={value} defaultChecked={chosen === value} required={required} className="size-5 shrink-0 accent-primary" />
          {label}
        </label>
      ))}
      <FieldErrors name={name} />
    </fieldset>
  );
}
