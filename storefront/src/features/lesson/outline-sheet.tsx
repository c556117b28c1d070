'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState, type ComponentProps } from 'react';

import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { Outline } from './outline';

/** The contents on a narrow screen: a sheet over the lesson. Without scripts the link leads to them further down. */
export function OutlineSheet(props: ComponentProps<typeof Outline>) {
  const t = useTranslations('player');
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    setOpen(true);
    dialog.current?.showModal();
  };
  const close = () => dialog.current?.close();
  return (
    <>
      <a
        href="#contents"
        className={`${buttonClass('outline')} lg:hidden`}
        onClick={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <Icon name="list" />
        {t('contents')}
      </a>
      <dialog
        ref={dialog}
        aria-labelledby="contents-title"
        onClose={() => setOpen(false)}
        onClick={(event) => {
          // The backdrop is the dialog itself; a chosen lesson closes it too.
          const target = event.target as HTMLElement;
          if (target === dialog.current || target.closest('a')) close();
        }}
        className="mx-0 mt-auto mb-0 max-h-[85dvh] w-full max-w-none rounded-t-2xl bg-bg p-0"
      >
        <div className="px-4 pt-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
          <div className="mb-2 flex items-center justify-between">
            <h2 id="contents-title" className="text-lg">
              {t('contents')}
            </h2>
            <button type="button" onClick={close} aria-label={t('close')} className="grid size-11 place-items-center rounded-full text-ink hover:bg-surface-2">
              <Icon name="close" />
            </button>
          </div>
          {isOpen && (
            <nav aria-labelledby="contents-title">
              <Outline {...props} />
            </nav>
          )}
        </div>
      </dialog>
    </>
  );
}
