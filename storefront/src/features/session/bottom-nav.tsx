'use client';

import { usePathname } from '@/i18n/navigation';
import { Icon, type IconName } from '@/ui/icon';
import { NavLink } from '@/ui/nav-link';

interface Labels {
  name: string;
  home: string;
  search: string;
  learning: string;
  notices: string;
  account: string;
}

const PLACES = [
  ['home', '/', 'home'],
  ['search', '/courses', 'search'],
  ['learning', '/learning', 'learn'],
  ['notices', '/notices', 'bell'],
  ['account', '/account', 'person'],
] as const satisfies [keyof Labels, string, IconName][];

/** The five places that a thumb reaches, on phones. A lesson has its own bar there. */
export function BottomNav({ labels }: { labels: Labels }) {
  const pathname = usePathname();
  if (/^\/courses\/[^/]+\/lessons\//.test(pathname)) return null;
  return (
    <>
      <div aria-hidden className="h-[calc(4rem+env(safe-area-inset-bottom))] bg-surface lg:hidden" />
      <nav
        aria-label={labels.name}
        className="@container fixed inset-x-0 bottom-0 z-40 border-t border-hairline bg-bg pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
      >
        <ul className="grid grid-cols-5">
          {PLACES.map(([name, href, icon]) => (
            <li key={name}>
              <NavLink
                href={href}
                exact={href === '/' || href === '/courses'}
                className="flex h-16 flex-col items-center justify-center gap-1 text-xs font-medium text-muted aria-[current=page]:font-semibold aria-[current=page]:text-accent-text"
              >
                <Icon name={icon} className="size-6" />
                {/* Letters of twice the size would run into each other. */}
                <span className="@max-[16rem]:sr-only">{labels[name]}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
