import { getTranslations } from 'next-intl/server';

import { AnyLink } from '@/ui/any-link';
import { Icon } from '@/ui/icon';

interface Props {
  title: string;
  standfirst?: string;
  breadcrumbs?: readonly { title: string; path: string }[];
  children?: React.ReactNode;
}

/** The top of a page: where it stands, what it is called, and what it is about. */
export async function PageHeading({ title, standfirst, breadcrumbs = [], children }: Props) {
  const t = await getTranslations('pages');
  return (
    <header className="container-page pt-10 pb-12 lg:pt-16">
      {breadcrumbs.length > 0 && (
        <nav aria-label={t('whereYouAre')} className="mb-4">
          <ol className="flex flex-wrap items-center gap-x-1 text-sm text-muted">
            {breadcrumbs.map((crumb) => (
              <li key={crumb.path} className="flex items-center gap-1">
                <AnyLink href={crumb.path} className="inline-flex min-h-11 items-center hover:text-ink hover:underline">
                  {crumb.title}
                </AnyLink>
                <Icon name="chevron-right" className="size-4" />
              </li>
            ))}
          </ol>
        </nav>
      )}
      <h1 className="title-page max-w-4xl">{title}</h1>
      {standfirst && <p className="mt-5 max-w-2xl text-lg text-ink-2">{standfirst}</p>}
      {children}
    </header>
  );
}
