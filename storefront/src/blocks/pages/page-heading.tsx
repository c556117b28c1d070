import { getTranslations } from 'next-intl/server';

import { Breadcrumb } from '@/ui/breadcrumb';

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
        <div className="mb-4">
          <Breadcrumb label={t('whereYouAre')} crumbs={[...breadcrumbs.map((crumb) => ({ name: crumb.title, href: crumb.path })), { name: title }]} />
        </div>
      )}
      <h1 className="title-page max-w-4xl">{title}</h1>
      {standfirst && <p className="mt-5 max-w-2xl text-lg text-ink-2">{standfirst}</p>}
      {children}
    </header>
  );
}
