'use client';

import { useEffect, useRef, type ReactNode } from 'react';

import { usePathname } from '@/i18n/navigation';
import { Icon } from '@/ui/icon';

interface Props {
  labels: { menu: string; close: string };
  children: ReactNode;
}

/** What does not fit beside the wordmark on a phone, in a sheet over the page. */
export function PhoneMenu({ labels, children }: Props) {
  const sheet = useRef<HTMLDialogElement>(null);
  const pathname = usePathname();
  useEffect(() => sheet.current?.close(), [pathname]);
  return (
    <div className="noscript:hidden lg:hidden">
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => sheet.current?.showModal()}
        className="grid size-11 place-items-center rounded-full text-ink hover:bg-surface-2"
      >
        <Icon name="menu" className="size-6" />
        <span className="sr-only">{labels.menu}</span>
      </button>
      <dialog
        ref={sheet}
        aria-label={labels.menu}
        onClick={(event) => event.target === sheet.current && sheet.current.close()}
        className="ms-auto me-0 my-0 h-dvh max-h-none w-full max-w-sm overflow-y-auto bg-bg"
      >
        <div className="flex min-h-full flex-col p-4 pb-[max(1.5rem,env(safe-area-inset-bottom))]">
          <button
            type="button"
            onClick={() => sheet.current?.close()}
            className="grid size-11 place-items-center self-end rounded-full text-ink hover:bg-surface-2"
          >
            <Icon name="close" className="size-6" />
            <span className="sr-only">{labels.close}</span>
          </button>
          {children}
        </div>
      </dialog>
    </div>
  );
}
