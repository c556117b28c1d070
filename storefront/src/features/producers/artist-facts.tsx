import { getTranslations } from 'next-intl/server';

import type { PublicProfileOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

const STEPS = [1, 2, 3, 4, 5];

/** What somebody who teaches can do: styles with skill, specialities, certificates. */
export async function ArtistFacts({ producer, styleNames }: { producer: PublicProfileOut; styleNames: ReadonlyMap<string, string> }) {
  const t = await getTranslations('shop.artist');
  const { specialities, certifications } = producer;
  const styles = [...producer.styles].sort((one, other) => other.skill - one.skill);
  if (!styles.length && !specialities.length && !certifications.length) return null;
  return (
    <div className="space-y-8 rounded-card bg-surface p-6">
      {styles.length > 0 && (
        <section>
          <h2 className="text-base">{t('styles')}</h2>
          <ul className="mt-3 space-y-3">
            {styles.map(({ style, skill }) => (
              <li key={style} className="flex items-center justify-between gap-4 text-sm">
                {styleNames.get(style) ?? style}
                <span className="flex gap-1">
                  {STEPS.map((step) => (
                    <span key={step} aria-hidden className={`h-2 w-5 rounded-full ${step <= skill ? 'bg-accent' : 'bg-hairline'}`} />
                  ))}
                  <span className="sr-only">{t('skill', { level: skill })}</span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {specialities.length > 0 && (
        <section>
          <h2 className="text-base">{t('specialities')}</h2>
          <ul className="mt-3 flex flex-wrap gap-2">
            {specialities.map((each) => (
              <li key={each} className="rounded-full bg-surface-2 px-3 py-1 text-sm">
                {each}
              </li>
            ))}
          </ul>
        </section>
      )}
      {certifications.length > 0 && (
        <section>
          <h2 className="text-base">{t('certifications')}</h2>
          <ul className="mt-3 space-y-2 text-sm">
            {certifications.map((each) => (
              <li key={each} className="flex gap-2.5">
                <Icon name="award" className="size-5 text-muted" />
                {each}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
