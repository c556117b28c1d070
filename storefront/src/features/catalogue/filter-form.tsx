'use client';

import { useEffect, useOptimistic, useRef, useTransition, type ChangeEvent, type FormEvent } from 'react';

import { useRouter } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import type { Group, Option } from './facets';
import { catalogueHref, fromStart, readChoice } from './query';
import { lastTouched, noteTouched } from './touched';

export const FILTER_FORM = 'filters';
export const FILTER_SHEET = 'filter-sheet';
const SHOWN = 8;

interface Labels {
  kinds: Record<Group['kind'], string>;
  filters: string;
  apply: string;
  show: string;
  close: string;
  anyRating: string;
  /** What opens the rest of a filter's values, by filter. */
  showAll: Partial<Record<Group['kind'], string>>;
}

/** The address that what is chosen in the form leads to. */
export function formHref(form: HTMLFormElement): string {
  const texts = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return catalogueHref(fromStart(readChoice(new URLSearchParams(texts))));
}

/** The filters; each change leads to its address. Without scripts it is a form with a button. */
export function FilterForm({ groups, q, labels }: { groups: Group[]; q: string; labels: Labels }) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [shown, setShown] = useOptimistic(groups, choose);
  const formRef = useRef<HTMLFormElement>(null);

  // The first filter leads from the kept list to the one made for each request: the person goes on where they were.
  useEffect(() => {
    const touched = lastTouched();
    const field = touched && [...(formRef.current?.elements ?? [])].find((each) => isField(each, touched));
    if (!touched || !field) return;
    if (touched.wasOver) document.getElementById(FILTER_SHEET)?.showPopover?.();
    (field as HTMLElement).focus({ preventScroll: true });
  }, []);

  function follow(event: ChangeEvent<HTMLFormElement>) {
    const { form, name, value, checked } = event.target as unknown as HTMLInputElement;
    if (!form) return;
    const href = formHref(form);
    noteTouched({ name, value, wasOver: document.getElementById(FILTER_SHEET)?.matches(':popover-open') ?? false });
    start(() => {
      setShown({ kind: name, value, checked });
      router.push(href, { scroll: false });
    });
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    document.getElementById(FILTER_SHEET)?.hidePopover?.();
    start(() => router.push(formHref(event.currentTarget), { scroll: false }));
  }

  return (
    <form ref={formRef} id={FILTER_FORM} action="/courses" onChange={follow} onSubmit={submit} aria-busy={isPending}>
      <div className="flex items-center justify-between lg:hidden">
        <h2 className="text-xl">{labels.filters}</h2>
        <button type="button" popoverTarget={FILTER_SHEET} popoverTargetAction="hide" className={buttonClass('quiet')}>
          <Icon name="close" />
          <span className="sr-only">{labels.close}</span>
        </button>
      </div>
      <input type="hidden" name="q" value={q} />
      {shown.map((group) => (
        <FilterGroup key={group.kind} group={group} name={labels.kinds[group.kind]} any={labels.anyRating} showAll={labels.showAll[group.kind]} />
      ))}
      <button type="submit" className={`${buttonClass('primary')} sticky bottom-4 mt-6 w-full in-[form[aria-busy=true]]:opacity-50 lg:hidden`}>
        {labels.show}
      </button>
      <button type="submit" className={`${buttonClass('primary')} mt-6 w-full not-noscript:hidden max-lg:hidden`}>
        {labels.apply}
      </button>
    </form>
  );
}

function FilterGroup({ group, name, any, showAll }: { group: Group; name: string; any: string; showAll?: string }) {
  const isOne = group.kind === 'rating';
  const first = group.options.filter(({ isChosen }, place) => place < SHOWN || isChosen);
  const rest = group.options.filter((option) => !first.includes(option));
  const isAny = group.options.every(({ isChosen }) => !isChosen);
  return (
    <fieldset className="border-t border-hairline py-5 first-of-type:border-t-0 lg:first-of-type:pt-0">
      <legend className="float-start mb-2 w-full font-display font-extrabold text-ink">{name}</legend>
      <ul className="clear-both">
        {isOne && <Row type="radio" kind={group.kind} option={{ value: '', name: any, count: -1, isChosen: isAny }} />}
        {first.map((option) => (
          <Row key={option.value} type={isOne ? 'radio' : 'checkbox'} kind={group.kind} option={option} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 items-center gap-1 text-sm font-semibold text-accent-text">
            {showAll}
            <Icon name="chevron-down" className="size-4" />
          </summary>
          <ul>
            {rest.map((option) => (
              <Row key={option.value} type="checkbox" kind={group.kind} option={option} />
            ))}
          </ul>
        </details>
      )}
    </fieldset>
  );
}

function Row({ type, kind, option }: { type: 'checkbox' | 'radio'; kind: string; option: Option }) {
  return (
    <li>
      <label className="flex min-h-11 cursor-pointer items-center gap-3 text-sm lg:min-h-9">
        <input type={type} name={kind} value={option.value} checked={option.isChosen} onChange={leaveToForm} className="size-5 shrink-0 accent-primary" />
        <span className={option.isChosen ? 'font-semibold text-ink' : ''}>{option.name}</span>
        {option.count >= 0 && <span className="ms-auto text-muted">{option.count}</span>}
      </label>
    </li>
  );
}

const isField = (element: Element, { name, value }: { name: string; value: string }) =>
  element instanceof HTMLInputElement && element.name === name && element.value === value;

// React wants a listener beside `checked`; the form's own does the work.
function leaveToForm() {}

function choose(groups: Group[], { kind, value, checked }: { kind: string; value: string; checked: boolean }): Group[] {
  return groups.map((group) => {
    if (group.kind !== kind) return group;
    const isOne = kind === 'rating';
    const options = group.options.map((option) => {
      if (option.value === value) return { ...option, isChosen: checked };
      return isOne ? { ...option, isChosen: false } : option;
    });
    return { ...group, options };
  });
}
