import { Link } from '@/i18n/navigation';

import { Icon } from './icon';

export interface Crumb {
  name: string;
  /** Without one it is where we are. */
  href?: string;
}

export function Breadcrumb({ label, crumbs }: { label: string; crumbs: Crumb[] }) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-x-1 text-sm wrap-anywhere text-muted">
        {crumbs.map(({ name, href }, place) => (
          <li key={href ?? name} className={`flex items-center gap-1 ${href ? '' : 'max-sm:sr-only'}`}>
            {place > 0 && <Icon name="chevron-right" className="size-4" />}
            {href ? (
              <Link href={href} prefetch={false} className="inline-flex min-h-11 items-center hover:text-ink hover:underline">
                {name}
              </Link>
            ) : (
              <span aria-current="page">{name}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
