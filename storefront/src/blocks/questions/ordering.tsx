'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';

import { fieldName, orderOf } from '@/features/quizzes/answers';
import { useAnswer } from '@/features/quizzes/attempt-context';
import { Icon } from '@/ui/icon';

import type { FieldProps } from './field';
import { useDrag } from './use-drag';

/** Things to put in order: by buttons, by dragging, and without scripts by choosing the place of each. */
export function Ordering({ question }: FieldProps) {
  const t = useTranslations('quiz.answer');
  const { answer, give } = useAnswer(question.id);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const order = orderOf(question, answer);
  const count = order.length;
  const textOf = (id: string) => question.options.find((option) => option.id === id)?.text ?? '';

  const put = (id: string, to: number): boolean => {
    if (to < 0 || to >= count || order[to] === id) return false;
    const others = order.filter((each) => each !== id);
    give({ order: [...others.slice(0, to), id, ...others.slice(to)] });
    return true;
  };
  const say = (id: string, place: number) => setSaid(t('moved', { item: textOf(id), place: place + 1, count }));
  const press = (id: string, to: number) => {
    if (put(id, to)) say(id, to);
  };
  const hold = useDrag(list, { onMove: put, onDrop: (id) => say(id, order.indexOf(id)) });

  return (
    <div>
      <p className="mb-3 text-sm text-muted">{t('order')}</p>
      <ol ref={list} className="space-y-2">
        {order.map((id, place) => (
          <li key={id} data-item={id} className="flex min-h-14 items-center gap-2 rounded-card border border-control bg-bg py-1 ps-1 pe-2">
            <span
              aria-hidden
              onPointerDown={hold(id)}
              className="grid size-11 shrink-0 cursor-grab touch-none place-items-center text-muted active:cursor-grabbing noscript:hidden"
            >
              <Icon name="grip" />
            </span>
            <select
              name={fieldName(question.id, 'place', id)}
              value={place + 1}
              onChange={(event) => put(id, Number(event.target.value) - 1)}
              aria-label={t('place', { item: textOf(id) })}
              className="hidden h-11 rounded-card border border-control bg-bg px-2 text-ink noscript:block"
            >
              {order.map((each, number) => (
                <option key={each} value={number + 1}>
                  {number + 1}
                </option>
              ))}
            </select>
            <span className="min-w-0 flex-1 wrap-anywhere text-ink">
              <span aria-hidden className="me-2 font-semibold text-muted tabular-nums noscript:hidden">
                {place + 1}.
              </span>
              {textOf(id)}
            </span>
            <Step icon="arrow-up" label={t('up', { item: textOf(id) })} isEnd={place === 0} onPress={() => press(id, place - 1)} />
            <Step icon="arrow-down" label={t('down', { item: textOf(id) })} isEnd={place === count - 1} onPress={() => press(id, place + 1)} />
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}

interface StepProps {
  icon: 'arrow-up' | 'arrow-down';
  label: string;
  isEnd: boolean;
  onPress: () => void;
}

/** Moves an item by one place. At the end of the list it stays reachable: the focus must not fall off it. */
function Step({ icon, label, isEnd, onPress }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={isEnd || undefined}
      onClick={() => !isEnd && onPress()}
      className="grid size-11 shrink-0 place-items-center rounded-full text-ink hover:bg-surface-2 aria-disabled:opacity-40 noscript:hidden"
    >
      <Icon name={icon} />
    </button>
  );
}
