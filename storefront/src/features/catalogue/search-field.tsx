'use client';

import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';

import { useRouter } from '@/i18n/navigation';
import type { SuggestionsOut } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { LONGEST_SEARCH, MOST_SUGGESTIONS } from './query';

type Suggestion = SuggestionsOut['results'][number];

const PAUSE_MS = 200;
const SHORTEST = 2;

interface Props {
  q?: string;
  /** Filters that hold for the search too, as name and value. */
  keep?: [string, string][];
  labels: { label: string; placeholder: string; button: string; /** What is said of so many suggestions. */ found: string[] };
}

/** The search field: a form that leads to the catalogue, with courses suggested while one types (ARIA combobox). */
export function SearchField({ q = '', keep = [], labels }: Props) {
  const router = useRouter();
  const id = useId();
  const [words, setWords] = useState(q);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const known = useSuggestions(isOpen ? words : '');
  const suggestions = known ?? [];
  const isShown = isOpen && suggestions.length > 0;

  function keyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const last = suggestions.length - 1;
    if (event.key === 'ArrowDown' && suggestions.length) move(event, active >= last ? -1 : active + 1);
    else if (event.key === 'ArrowUp' && suggestions.length) move(event, active < 0 ? last : active - 1);
    else if (event.key === 'Escape' && isShown) move(event, -1, false);
    else if (event.key === 'Enter' && isShown && suggestions[active]) {
      event.preventDefault();
      setOpen(false);
      router.push(`/courses/${suggestions[active].slug}`);
    }
  }

  function move(event: KeyboardEvent, to: number, open = true) {
    event.preventDefault();
    setActive(to);
    setOpen(open);
  }

  return (
    <form action="/courses" role="search" className="relative w-full max-w-xl" onSubmit={() => setOpen(false)}>
      {keep.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <div className="flex items-center rounded-full border border-control bg-bg focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-focus">
        <Icon name="search" className="ms-4 size-5 text-muted" />
        <input
          key={q}
          type="search"
          name="q"
          defaultValue={q}
          maxLength={LONGEST_SEARCH}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="search"
          aria-label={labels.label}
          placeholder={labels.placeholder}
          role="combobox"
          aria-expanded={isShown}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={isShown && active >= 0 ? `${id}${active}` : undefined}
          onChange={({ target }) => {
            setWords(target.value);
            setActive(-1);
            setOpen(true);
          }}
          onKeyDown={keyDown}
          onBlur={() => setOpen(false)}
          className="min-h-12 w-full min-w-0 flex-1 bg-transparent px-3 text-base text-ink outline-none placeholder:text-muted"
        />
        <button type="submit" className={`${buttonClass('primary')} m-0.5`}>
          {labels.button}
        </button>
      </div>
      <ul
        id={`${id}list`}
        role="listbox"
        aria-label={labels.label}
        hidden={!isShown}
        className="absolute inset-x-0 top-full z-30 mt-2 overflow-hidden rounded-card border border-hairline bg-bg py-2 shadow-lg"
      >
        {suggestions.map(({ slug, title }, place) => (
          <li
            key={slug}
            id={`${id}${place}`}
            role="option"
            aria-selected={place === active}
            // The field must not lose focus before the click arrives.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => {
              setOpen(false);
              router.push(`/courses/${slug}`);
            }}
            className={`flex min-h-11 cursor-pointer items-center px-5 py-2 text-ink ${place === active ? 'bg-surface-2' : 'hover:bg-surface-2'}`}
          >
            {title}
          </li>
        ))}
      </ul>
      <p role="status" className="sr-only">
        {isOpen && known ? labels.found[Math.min(known.length, MOST_SUGGESTIONS)] : ''}
      </p>
    </form>
  );
}

/** What one may be about to type, a moment after one stopped; null where that is not known (yet). */
function useSuggestions(words: string): Suggestion[] | null {
  const wanted = words.trim();
  const [found, setFound] = useState<Suggestion[] | null>(null);
  const kept = useRef(new Map<string, Suggestion[]>());
  useEffect(() => {
    if (wanted.length < SHORTEST) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      const results = kept.current.get(wanted) ?? (await suggest(wanted, stop.signal));
      if (stop.signal.aborted) return;
      if (results) kept.current.set(wanted, results);
      setFound(results);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted]);
  // What was found for fewer letters stays until the next arrives, so that the list does not flicker.
  return wanted.length >= SHORTEST ? found : null;
}

/** Null where it could not be asked just now: asked again, it may answer. */
async function suggest(words: string, signal: AbortSignal): Promise<Suggestion[] | null> {
  try {
    const answer = await fetch(`/api/v1/courses/suggestions?q=${encodeURIComponent(words.slice(0, LONGEST_SEARCH))}`, { signal });
    return answer.ok ? ((await answer.json()) as SuggestionsOut).results : null;
  } catch {
    return null;
  }
}
