'use client';

import { useEffect, useRef, type FocusEvent, type KeyboardEvent } from 'react';

import { usePathname } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

import type { MenuGroup } from './menus';
import { MENU_ENTRY, nearness, NavLink } from './nav-link';

/** The place that a key leads to in a list that goes round, or nothing. */
function placeAfter(key: string, place: number, count: number): number | undefined {
  const places: Record<string, number> = { ArrowDown: place + 1, ArrowUp: place < 0 ? -1 : place - 1, Home: 0, End: -1 };
  const next = places[key];
  return next === undefined ? undefined : (next + count) % count;
}

/** A group of the main menu, which opens to its links. One is open at a time; without scripts a click opens and closes. */
export function NavGroup({ heading, links }: MenuGroup) {
  const group = useRef<HTMLDetailsElement>(null);
  const pathname = usePathname();
  const isHere = links.some(({ url }) => nearness(pathname, url));
  const close = () => group.current?.removeAttribute('open');

  useEffect(close, [pathname]);
  useEffect(() => {
    const closeOutside = ({ target }: PointerEvent) => group.current?.contains(target as Node) || close();
    addEventListener('pointerdown', closeOutside);
    return () => removeEventListener('pointerdown', closeOutside);
  }, []);

  function followKey(event: KeyboardEvent<HTMLDetailsElement>) {
    const { currentTarget: details, key } = event;
    if (key === 'Escape' && details.open) {
      close();
      details.querySelector('summary')?.focus();
      return;
    }
    const entries = [...details.querySelectorAll('a')];
    const next = placeAfter(key, entries.indexOf(document.activeElement as HTMLAnchorElement), entries.length);
    if (next === undefined || (!details.open && !key.startsWith('Arrow'))) return;
    event.preventDefault();
    details.open = true;
    entries[next]?.focus();
  }

  const closeBehind = ({ currentTarget, relatedTarget }: FocusEvent) => relatedTarget && !currentTarget.contains(relatedTarget) && close();

  return (
    <details ref={group} name="main-menu" onKeyDown={followKey} onBlur={closeBehind} className="group relative">
      <summary aria-current={isHere || undefined} className={`flex items-center gap-1 py-3 select-none ${MENU_ENTRY}`}>
        {heading}
        <Icon name="chevron-down" className="size-4 transition-transform duration-150 group-open:rotate-180" />
      </summary>
      <ul className="absolute -start-4 top-full grid max-h-[calc(100dvh-5rem)] w-max max-w-xs min-w-52 overflow-y-auto rounded-card border border-hairline bg-bg p-2 whitespace-normal shadow-lg">
        {links.map(({ label, url }) => (
          <li key={label + url} className="grid">
            <NavLink href={url} className="rounded-md px-3 py-3 break-words hover:bg-surface-2">
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </details>
  );
}
