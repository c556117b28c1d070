import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

/** What a page of the account is for, and on a phone the way back to the others. */
export async function PageHead({ title, lead }: { title: string; lead: string }) {
  const t = await getTranslations('account');
  return (
    <>
      <Link href="/account" className="-ms-1 mb-4 inline-flex min-h-11 items-center gap-1 text-sm font-medium text-ink lg:hidden">
        <Icon name="chevron-left" className="size-4" />
        {t('back')}
      </Link>
      <h1 className="title-own">{title}</h1>
      <p className="mt-3 mb-10 leading-relaxed">{lead}</p>
    </>
  );
}
