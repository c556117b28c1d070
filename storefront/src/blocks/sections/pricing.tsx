import { getLocale, getTranslations } from 'next-intl/server';

import { formatMoney } from '@/lib/money';
import { AnyLink } from '@/ui/any-link';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';

import { SectionHeading } from './heading';
import type { SectionProps } from './section';

export async function PricingSection({ value }: SectionProps<'pricing'>) {
  const [t, locale] = await Promise.all([getTranslations('pages'), getLocale()]);
  return (
    <>
      <SectionHeading heading={value.heading} text={value.text} />
      <ul className={`grid gap-6 ${value.plans.length > 2 ? 'lg:grid-cols-3' : 'md:grid-cols-2'}`}>
        {value.plans.map(({ name, price, price_text, text, points, is_highlighted, action }) => (
          <li
            key={name}
            className={`flex min-w-0 flex-col rounded-card p-[min(2rem,8vw)] ${is_highlighted ? 'scheme-dark bg-surface text-ink-2 dark:bg-surface-2' : 'bg-surface'}`}
          >
            <h3 className="text-lg">{name}</h3>
            <p className="mt-4 text-ink">
              <span className="font-display text-[min(2.25rem,11vw)] leading-tight font-extrabold tracking-tight">
                {price ? formatMoney(price.amount_minor, price.currency, locale) : price_text}
              </span>
              {price && <span className="ms-2 text-muted">{price_text || t(`period.${price.period}`)}</span>}
            </p>
            {text && <p className="mt-3">{text}</p>}
            <ul className="mt-6 mb-8 grid gap-3">
              {points.map((point) => (
                <li key={point} className="flex gap-3">
                  <Icon name="check" className="mt-0.5 size-5 text-accent-text" />
                  {point}
                </li>
              ))}
            </ul>
            {action && (
              <AnyLink href={action.url} className={`${buttonClass(is_highlighted ? 'accent' : 'outline')} mt-auto`}>
                {action.label}
              </AnyLink>
            )}
          </li>
        ))}
      </ul>
      {value.footnote && <p className="mt-6 text-sm text-muted">{value.footnote}</p>}
    </>
  );
}
