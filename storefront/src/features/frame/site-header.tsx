import { getTranslations } from 'next-intl/server';

import { PersonMenu } from '@/features/session/person-menu';
import { Link } from '@/i18n/navigation';
import { Wordmark } from '@/ui/wordmark';

export async function SiteHeader() {
  const t = await getTranslations('frame');
  return (
    <header className="sticky top-0 z-40 border-b border-hairline bg-bg/95 backdrop-blur">
      <div className="container-page flex h-16 items-center gap-6">
        <Link href="/" aria-label={t('home')} className="text-ink">
          <Wordmark />
        </Link>
        <nav aria-label={t('main')} className="hidden items-center gap-6 text-sm font-medium text-ink md:flex">
          <Link href="/courses" className="py-3 hover:text-accent-text">
            {t('courses')}
          </Link>
          <Link href="/artists" className="py-3 hover:text-accent-text">
            {t('producers')}
          </Link>
        </nav>
        <div className="ms-auto flex items-center gap-2">
          <PersonMenu
            labels={{ signIn: t('signIn'), signUp: t('signUp'), myLearning: t('myLearning'), account: t('account') }}
          />
        </div>
      </div>
    </header>
  );
}
