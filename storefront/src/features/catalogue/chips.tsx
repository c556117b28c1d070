import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

import type { Names } from './facets';
import { catalogueHref, fromStart, KINDS, withoutValue, type Choice } from './query';

export interface Chip {
  name: string;
  /** The same choice without it. */
  href: string;
}

/** What narrows the list, each with the address that does without. */
export function chipsOf(choice: Choice, names: Names, wordsName: string): Chip[] {
  const filters = KINDS.flatMap((kind) =>
    choice.chosen[kind].map((value) => ({
      name: names[kind].get(value) ?? value,
      href: catalogueHref(withoutValue(choice, kind, value)),
    })),
  );
  return choice.q ? [{ name: wordsName, href: catalogueHref({ ...fromStart(choice), q: '' }) }, ...filters] : filters;
}

export async function Chips({ chips }: { chips: Chip[] }) {
  const t = await getTranslations('shop');
  if (!chips.length) return null;
  return (
    <ul aria-label={t('chosenFilters')} className="flex flex-wrap items-center gap-2">
      {chips.map(({ name, href }) => (
        <li key={href}>
          <Link
            href={href}
            scroll={false}
            prefetch={false}
            className="inline-flex min-h-11 items-center gap-2 rounded-full bg-surface-2 px-4 text-sm font-semibold text-ink hover:opacity-85"
          >
            <span className="sr-only">{t('removeFilter', { name })}</span>
            <span aria-hidden>{name}</span>
            <Icon name="close" className="size-4" />
          </Link>
        </li>
      ))}
      <li>
        <Link href="/courses" scroll={false} className="inline-flex min-h-11 items-center px-3 text-sm font-semibold text-accent-text underline underline-offset-4">
          {t('clearAll')}
        </Link>
      </li>
    </ul>
  );
}
