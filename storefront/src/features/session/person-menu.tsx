'use client';

import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';

import { useIsSignedIn } from './use-is-signed-in';

interface Labels {
  signIn: string;
  signUp: string;
  myLearning: string;
  account: string;
}

/** The personal end of the header; cached pages show it as visitors see it until the browser says otherwise. */
export function PersonMenu({ labels }: { labels: Labels }) {
  const signedIn = useIsSignedIn();
  return signedIn ? (
    <>
      <Link href="/learning" className={buttonClass('quiet')} prefetch={false}>
        {labels.myLearning}
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
