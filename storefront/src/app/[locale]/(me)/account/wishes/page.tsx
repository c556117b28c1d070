import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';

import { PageHead } from '@/features/account/page-head';
import { myWishes } from '@/features/wishes/api';
import { WishLine } from '@/features/wishes/wish-line';
import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Empty } from '@/ui/empty';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('account'))('wishes') };
}

export default async function MyWishesPage() {
  const [account, t, wishes] = await Promise.all([getTranslations('account'), getTranslations('wishes'), myWishes()]);
  return (
    <>
      <PageHead title={account('wishes')} lead={account('wishesLead')} />
      {!wishes.length && (
        <Empty icon="heart" title={t('none')} text={t('noneText')}>
          <Link href="/courses" className={buttonClass('accent')}>
            {account('findCourses')}
          </Link>
        </Empty>
      )}
      {wishes.length > 0 && (
        <ul className="divide-y divide-hairline border-y border-hairline">
          {wishes.map((wish) => (
            <WishLine key={`${wish.kind} ${wish.id}`} wish={wish} />
          ))}
        </ul>
      )}
    </>
  );
}
