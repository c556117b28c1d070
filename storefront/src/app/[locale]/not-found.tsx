import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';

export default async function NotFound() {
  const t = await getTranslations('frame');
  return (
    <div className="container-page py-24">
      <h1 className="title-page max-w-3xl">{t('notFoundTitle')}</h1>
      <p className="mt-4 max-w-xl">{t('notFoundText')}</p>
      <Link href="/courses" className={`${buttonClass('accent')} mt-8`}>
        {t('toCourses')}
      </Link>
    </div>
  );
}
