import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import type { ShownGiftOut } from '@/lib/api/schema';
import { signInPath } from '@/lib/next-path';
import { Alert } from '@/ui/alert';
import { buttonClass } from '@/ui/button';
import { ButtonForm } from '@/ui/form/button-form';
import { Icon } from '@/ui/icon';
import { Picture } from '@/ui/picture';

import { acceptGift } from './actions';
import { giftPath } from './paths';

interface Props {
  gift: ShownGiftOut;
  code: string;
  isSignedIn: boolean;
}

/** What somebody was given, by whom, and the way to take it. */
export async function GiftView({ gift, code, isSignedIn }: Props) {
  const t = await getTranslations('gift');
  return (
    <div className="container-page py-8 sm:py-12 lg:py-16">
      <article className="mx-auto max-w-2xl overflow-hidden rounded-card bg-surface">
        {gift.picture && <Picture picture={gift.picture} alt="" sizes="(min-width: 42rem) 42rem, 100vw" className="aspect-video w-full object-cover" priority />}
        <div className="p-6 sm:p-10">
          <p className="flex items-center gap-2 text-sm font-semibold text-muted">
            <Icon name="gift" className="size-5" />
            {t('for', { name: gift.recipient_name, giver: gift.giver })}
          </p>
          <h1 className="title-own mt-3">{gift.title}</h1>
          {gift.message && (
            <figure className="mt-6 border-s-4 border-accent ps-5">
              <blockquote className="leading-relaxed break-words whitespace-pre-line text-ink">{gift.message}</blockquote>
              <figcaption className="mt-2 text-sm text-muted">{gift.giver}</figcaption>
            </figure>
          )}
          <div className="mt-8">
            <Way gift={gift} code={code} isSignedIn={isSignedIn} />
          </div>
        </div>
      </article>
    </div>
  );
}

async function Way({ gift, code, isSignedIn }: Props) {
  const t = await getTranslations('gift');
  if (gift.state === 'given_back') return <Alert>{t('isGivenBack')}</Alert>;
  if (gift.is_mine) {
    return (
      <div className="space-y-4">
        <Alert look="success">{t('isYours')}</Alert>
        {gift.path && (
          <Link href={gift.path} className={buttonClass('accent')}>
            <Icon name="play" />
            {t('toYourCourse')}
          </Link>
        )}
      </div>
    );
  }
  if (gift.state === 'accepted') return <Alert>{t('isAccepted')}</Alert>;
  if (!isSignedIn) {
    const path = giftPath(code);
    return (
      <>
        <p className="leading-relaxed">{t('signInFirst')}</p>
        <div className="mt-5 flex flex-wrap gap-3">
          <Link href={signInPath(path)} prefetch={false} className={buttonClass('accent')}>
            {t('signIn')}
          </Link>
          <Link href={`/sign-up?next=${encodeURIComponent(path)}`} prefetch={false} className={buttonClass('outline')}>
            {t('signUp')}
          </Link>
        </div>
      </>
    );
  }
  return (
    <>
      <ButtonForm action={acceptGift} sends={{ code }} look="accent">
        <Icon name="gift" />
        {t('accept')}
      </ButtonForm>
      <p className="mt-4 text-sm text-muted">{t('acceptNote')}</p>
    </>
  );
}
