'use client';

import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { useIsSignedIn } from './use-is-signed-in';
import { useSummary } from './use-summary';

interface Labels {
  signIn: string;
  signUp: string;
  myLearning: string;
  account: string;
  notices: string;
  unread: string;
}

/** The personal end of the header; cached pages show it as visitors see it until the browser says otherwise. */
export function PersonMenu({ labels }: { labels: Labels }) {
  const signedIn = useIsSignedIn();
  const unread = useSummary()?.unread_notices ?? 0;
  return signedIn ? (
    <>
      <Link href="/learning" className={buttonClass('quiet')} prefetch={false}>
        {labels.myLearning}
      </Link>
      <Link
        href="/notices"
        prefetch={false}
        className="relative flex size-11 items-center justify-center rounded-full text-ink hover:bg-surface-2"
      >
        <Icon name="bell" />
        <span className="sr-only">{labels.notices}</span>
        {unread > 0 && (
          <span className="absolute end-0 top-0 min-w-5 rounded-full bg-accent px-1 text-center text-xs leading-5 font-bold text-on-accent">
            {unread > 99 ? '99+' : unread}
            <span className="sr-only"> {labels.unread}</span>
          </span>
        )}
      </Link>
      <Link href="/account" className={buttonClass('outline')} prefetch={false}>
        {labels.account}
      </Link>
    </>
  ) : (
    <>
      <Link href="/sign-in" className={buttonClass('quiet')} prefetch={false}>
        {labels.signIn}
      </Link>
      <Link href="/sign-up" className={buttonClass('primary')} prefetch={false}>
        {labels.signUp}
      </Link>
    </>
  );
}
