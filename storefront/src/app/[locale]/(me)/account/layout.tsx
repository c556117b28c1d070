import type { ReactNode } from 'react';

import { AccountNav } from '@/features/account/account-nav';

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <div className="container-page grid gap-12 py-8 sm:py-12 lg:grid-cols-[15rem_minmax(0,1fr)] lg:py-16">
      <AccountNav />
      <div className="w-full max-w-2xl min-w-0">{children}</div>
    </div>
  );
}
