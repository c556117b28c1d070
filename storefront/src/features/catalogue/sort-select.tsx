'use client';

import { useTransition } from 'react';

import { useRouter } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';

import { FILTER_FORM, formHref } from './filter-form';
import { noteTouched } from './touched';

interface Props {
  label: string;
  apply: string;
  value: string;
  options: { value: string; name: string }[];
}

/** The order of the list, a field of the filters' form. */
export function SortSelect({ label, apply, value, options }: Props) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  return (
    <div className="flex max-w-full items-center gap-2">
      <label className="flex min-w-0 items-center gap-2 text-sm">
        <span className="text-muted max-sm:sr-only">{label}</span>
        <select
          key={value}
          name="sort"
          form={FILTER_FORM}
          defaultValue={value}
          aria-busy={isPending}
          onChange={({ target }) => {
            const { form } = target;
            if (!form) return;
            noteTouched({ name: target.name, value: target.value, wasOver: false });
            start(() => router.push(formHref(form), { scroll: false }));
          }}
          className="min-h-11 max-w-full min-w-0 rounded-full border border-control bg-bg px-4 text-sm font-semibold text-ink"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" form={FILTER_FORM} className={`${buttonClass('outline')} not-noscript:hidden`}>
        {apply}
      </button>
    </div>
  );
}
