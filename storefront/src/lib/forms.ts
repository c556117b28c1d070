import { ApiError } from '@/lib/api/errors';

/** What a form's server action answers. Also what its page is rendered from where no scripts run. */
export interface FormState {
  outcome: 'untouched' | 'done' | 'refused';
  /** The API's stable word for what it refused. */
  reason?: string;
  /** The API's own sentence, for reasons that have none of ours. */
  message?: string;
  /** What is wrong with which field: sentences, or keys of ours after an @, as actions know no language. */
  fields?: Record<string, string[]>;
  retryAfterSeconds?: number;
  /** What was typed, without secrets. */
  values?: Record<string, string | string[]>;
}

export const UNTOUCHED: FormState = { outcome: 'untouched' };

/** Why the API answers 401 for another reason than that the session is over. */
const SAID_OF_PEOPLE = new Set(['wrong_credentials', 'account_suspended']);

const SECRET = /password|key|token/i;

/** What was typed into a form, without secrets and without what the framework added. */
export function typedInto(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (SECRET.test(name) || name.startsWith('$')) continue;
    const typed = form.getAll(name).filter((value) => typeof value === 'string');
    values[name] = typed.length === 1 ? (typed[0] ?? '') : typed;
  }
  return values;
}

export function done(form?: FormData): FormState {
  return { outcome: 'done', values: form && typedInto(form) };
}

/** A refusal of our own, under the fields it is about; see `FormState.fields`. */
export function refusedFields(fields: Record<string, string[]>, form: FormData): FormState {
  return { outcome: 'refused', reason: 'invalid', fields, values: typedInto(form) };
}

/** What the API refused, as the form shows it. An API that fails or cannot be reached is told as that. */
export function refused(error: unknown, form: FormData): FormState {
  const values = typedInto(form);
  if (!(error instanceof ApiError) || error.status >= 500) {
    console.error('form_failed', error);
    return { outcome: 'refused', reason: 'unavailable', values };
  }
  return {
    outcome: 'refused',
    reason: error.status === 401 && !SAID_OF_PEOPLE.has(error.reason ?? '') ? 'session_ended' : error.reason,
    message: error.message,
    fields: Object.keys(error.fields).length ? error.fields : undefined,
    retryAfterSeconds: error.retryAfterSeconds,
    values,
  };
}

/** The text typed under `name`; empty where there is none. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

/** All that was chosen under `name`. */
export function texts(form: FormData, name: string): string[] {
  return form.getAll(name).filter((value) => typeof value === 'string');
}
