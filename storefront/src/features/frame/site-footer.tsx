import { getTranslations } from 'next-intl/server';

import { CurrencySwitch } from '@/features/currency/currency-switch';
import { currencySwitch } from '@/features/currency/labels';
import { getSite } from '@/features/site/api';
import { AnyLink } from '@/ui/any-link';
import { Wordmark } from '@/ui/wordmark';

import { footerGroups } from './menus';
import { themeLabels } from './theme-labels';
import { ThemeSwitch } from './theme-switch';

/** As their makers write them. */
const NETWORKS: Record<string, string> = {
  bluesky: 'Bluesky',
  facebook: 'Facebook',
  instagram: 'Instagram',
  linkedin: 'LinkedIn',
  mastodon: 'Mastodon',
  tiktok: 'TikTok',
  youtube: 'YouTube',
};

export async function SiteFooter() {
  const [t, site, groups, theme, currency] = await Promise.all([getTranslations('frame'), getSite(), footerGroups(), themeLabels(), currencySwitch()]);
  return (
    <footer className="mt-24 bg-surface pt-16 pb-[max(2.5rem,env(safe-area-inset-bottom))] text-sm text-muted print:hidden">
      <div className="container-page">
        <div className="grid gap-12 lg:grid-cols-[1.3fr_2fr]">
          <div>
            <Wordmark />
            <p className="mt-4 max-w-xs text-base text-ink-2">{site.tagline || t('tagline')}</p>
            {site.social.length > 0 && (
              <ul className="mt-4 flex flex-wrap gap-x-5">
                {site.social.map(({ network, url }) => (
                  <li key={network}>
                    <AnyLink href={url} className="inline-flex min-h-11 items-center hover:text-ink hover:underline">
                      {NETWORKS[network] ?? network}
                    </AnyLink>
                  </li>
                ))}
              </ul>
            )}
          </div>
          <nav aria-label={t('footer')} className="grid grid-cols-2 gap-8 sm:grid-cols-3">
            {groups.map(({ heading, links }) => (
              <div key={heading}>
                <h2 className="font-sans text-sm font-semibold tracking-normal">{heading}</h2>
                <ul className="mt-2">
                  {links.map(({ label, url }) => (
                    <li key={url}>
                      <AnyLink href={url} className="inline-flex min-h-11 items-center hover:text-ink hover:underline">
                        {label}
                      </AnyLink>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </nav>
        </div>
        <div className="mt-12 flex flex-wrap items-center gap-x-6 gap-y-4 border-t border-hairline pt-6">
          <p>© {site.name || 'Perfomix'}</p>
          {site.legal.map(({ value }) => (
            <AnyLink key={value.url} href={value.url} className="inline-flex min-h-11 items-center hover:text-ink hover:underline">
              {value.label}
            </AnyLink>
          ))}
          <div className="ms-auto flex flex-wrap items-center gap-4">
            <CurrencySwitch {...currency} />
            <ThemeSwitch labels={theme} />
          </div>
        </div>
      </div>
    </footer>
  );
}
