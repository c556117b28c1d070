import type { Metadata } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import type { ReactNode } from 'react';

/** These addresses carry keys, which no other site may see. Forms sent without scripts need ours to be told. */
export const metadata: Metadata = { robots: { index: false }, referrer: 'same-origin' };

/** They are written for one visitor each, and hold a nonce. */
export const dynamic = 'force-dynamic';

/** Pages that are one form. */
export default async function SessionLayout({ children }: { children: ReactNode }) {
  const { forms, session } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ forms, session }}>
      <div className="container-page py-12 sm:py-20">
        <div className="mx-auto max-w-md">{children}</div>
      </div>
    </NextIntlClientProvider>
  );
}
