import { getTranslations } from 'next-intl/server';

import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

/** The field that searches the help centre; a form, so that it needs no scripts. */
export async function HelpSearch({ action, q }: { action: string; q?: string }) {
  const t = await getTranslations('pages');
  return (
    <form action={action} role="search" className="mt-8 max-w-xl">
      <div className="flex items-center rounded-full border border-control bg-bg focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-focus">
        <Icon name="search" className="ms-4 size-5 text-muted" />
        <input
          type="search"
          name="q"
          defaultValue={q}
          maxLength={100}
          required
          enterKeyHint="search"
          aria-label={t('searchHelp')}
          placeholder={t('searchHelp')}
          className="min-h-12 w-full min-w-0 flex-1 bg-transparent px-3 text-base text-ink outline-none placeholder:text-muted"
        />
        <button type="submit" className={`${buttonClass('primary')} m-0.5`}>
          {t('searchHelpButton')}
        </button>
      </div>
    </form>
  );
}
