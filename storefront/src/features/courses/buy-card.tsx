import { getLocale, getTranslations } from 'next-intl/server';

import { BundleHints } from '@/features/bundles/bundle-hints';
import { isChosen } from '@/features/currency/currency';
import { PriceText } from '@/features/currency/price-text';
import { SaleNote } from '@/features/currency/sale-note';
import { givePath } from '@/features/gifts/paths';
import { AMOUNT_PLACE, JoinPanel } from '@/features/seat/join-panel';
import { PlansHint } from '@/features/plans/plans-hint';
import { WithoutCourse } from '@/features/seat/without-course';
import { getSite } from '@/features/site/api';
import { WishOn } from '@/features/wishes/wish-on';
import { Link } from '@/i18n/navigation';
import type { BundleHintOut, CourseOut, OutlineLesson, OutlineShape } from '@/lib/api/schema';
import { buttonClass } from '@/ui/button';
import { Icon, type IconName } from '@/ui/icon';

import { doorOf } from './door';
import { languageName } from './language-name';
import { withLength } from './length';
import { firstLesson } from './outline';

// More seats than these are no news.
const FEW_SEATS = 10;

/** A course; drafts that are merely shown are not joined, and bring no contents. */
type OnSale = CourseOut & { outline?: OutlineShape; bundles?: BundleHintOut[] };

/** What the way into a course says, by what it is just now. */
export async function panelProps({ document, live, outline }: OnSale) {
  const [t, locale, { tax }] = await Promise.all([getTranslations('shop.join'), getLocale(), getSite()]);
  const door = doorOf(live);
  const buyNote = [tax === 'off' ? '' : t(`tax.${tax}`), t('buyNote')].filter(Boolean).join(' ');
  const [shut, note] =
    door === 'full' ? (live.cohorts ? [t('noCohort'), t('noCohortNote')] : [t('full'), t('fullNote')]) : door === 'closed' ? [t('closed'), t('closedNote')] : ['', door === 'priced' ? buyNote : ''];
  const isPriced = door === 'priced';
  const labels = {
    join: isPriced ? t('buy', { price: '#' }) : t('free'),
    joining: isPriced ? t('buying') : t('joining'),
    byPlan: t('byPlan'),
    byPlanNote: t('byPlanNote'),
    keep: t('keep', { price: '#' }),
    shut,
    note,
    failed: t('failed'),
    start: t('start'),
    continue: t('continue'),
    again: t('again'),
    progress: t('progress', { percent: '#' }),
    completed: t('completed'),
    announcements: t('announcements'),
    viewAsLearner: t('viewAsLearner'),
    yours: t('yours'),
    toCohorts: t('toCohorts'),
    yourCohort: t('yourCohort'),
    cart: { add: t('addToCart'), inCart: t('inCart'), full: t('cartFull') },
    amount: {
      amount: t('amount'),
      from: t('amountFrom', { least: '#', suggested: '@' }),
      nothing: t('amountFree', { suggested: '@' }),
      wrong: t('amountWrong', { example: '#' }),
      none: t('amountNone'),
      buy: t('buyAmount'),
      free: t('free'),
      choose: t('toAmount'),
    },
  };
  const first = outline && firstLesson(outline.entries);
  // Who sits in a full course by their plan may buy that seat.
  const isSold = isPriced || (door === 'full' && live.price.amount_minor > 0);
  const offer = isSold ? { slug: document.slug, id: document.id, prices: live.prices } : undefined;
  return { slug: document.slug, id: document.id, door, hasCohorts: live.cohorts !== null, offer, locale, labels, firstLesson: first && `/courses/${document.slug}/lessons/${first.id}` };
}

/** What it costs; a part of the page that knows the visitor's currency. */
async function Price({ live }: Pick<CourseOut, 'live'>) {
  const [t, locale] = await Promise.all([getTranslations('shop'), getLocale()]);
  return <PriceText prices={live.prices} locale={locale} free={t('free')} before={t('before')} from={t('priceFrom', { price: '#' })} chosen={t('payWhatYouWant')} />;
}

/** Until when a sale lasts, and with what its price is compared. */
async function Sale({ live, className }: Pick<CourseOut, 'live'> & { className: string }) {
  if (!live.prices.some((price) => price.sale_ends_at)) return null;
  const [t, locale] = await Promise.all([getTranslations('shop'), getLocale()]);
  return (
    <p className={`text-sm ${className}`}>
      <SaleNote prices={live.prices} locale={locale} labels={{ until: t('saleUntil'), lowest: t('lowestBefore') }} />
    </p>
  );
}

interface CardProps {
  page: OnSale;
  /** A lesson that anybody may open, for those who cannot join. */
  preview?: OutlineLesson;
}

/** What joining costs and brings; stays in sight beside the page on wide screens. */
export async function BuyCard({ page, preview }: CardProps) {
  const { document, live } = page;
  const [t, locale, panel] = await Promise.all([getTranslations('shop'), getLocale(), panelProps(page)]);
  const rows: [IconName, string][] = [
    ['play', withLength(t, t('lessons', { count: document.lesson_count }), document.duration_minutes)],
    ...(document.preview_lesson_count ? ([['eye', t('course.includesPreviews', { count: document.preview_lesson_count })]] as [IconName, string][]) : []),
    ...(document.level ? ([['level', document.level.name]] as [IconName, string][]) : []),
    ['globe', t('course.taughtIn', { language: languageName(document.language, locale) })],
    ['clock', t('course.includesProgress')],
    ...(document.certificate ? ([['award', document.certificate.heading]] as [IconName, string][]) : []),
  ];
  // Where one chooses what one pays, the bar of a phone has no room for it.
  const choosesAmount = panel.door === 'priced' && live.prices.some(isChosen);
  const isScarce = live.seats_left !== null && live.seats_left > 0 && live.seats_left <= FEW_SEATS;
  return (
    <aside aria-label={t('course.buy')} className="rounded-card bg-surface p-6 lg:sticky lg:top-24">
      <div className="max-lg:hidden">
        <WithoutCourse>
          <p className="font-display text-4xl font-extrabold tracking-tight text-ink">
            <Price live={live} />
          </p>
          <Sale live={live} className="mt-2" />
          {isScarce && <p className="mt-2 text-sm font-semibold text-warning">{t('join.seatsLeft', { count: live.seats_left ?? 0 })}</p>}
        </WithoutCourse>
        <div className="mt-5 first:mt-0">
          <JoinPanel {...panel} />
        </div>
      </div>
      {choosesAmount && (
        <WithoutCourse>
          <div id={AMOUNT_PLACE} className="mb-4 scroll-mt-24 lg:hidden">
            <JoinPanel {...panel} />
          </div>
        </WithoutCourse>
      )}
      <WithoutCourse>
        <div className="my-2">
          <WishOn thing={{ kind: 'course', id: document.id }} title={document.title} path={`/courses/${document.slug}`} />
        </div>
      </WithoutCourse>
      {panel.door === 'priced' && live.in_plans && (
        <WithoutCourse>
          <PlansHint />
        </WithoutCourse>
      )}
      {page.bundles && page.bundles.length > 0 && (
        <WithoutCourse>
          <BundleHints bundles={page.bundles} />
        </WithoutCourse>
      )}
      {panel.door !== 'free' && (
        <WithoutCourse>
          <div className="max-lg:mb-6">
            {!choosesAmount && <p className="text-sm lg:hidden">{panel.labels.note}</p>}
            <Sale live={live} className="mt-2 lg:hidden" />
            {preview && (
              <Link href={`/courses/${document.slug}/lessons/${preview.id}`} prefetch={false} className={`${buttonClass('outline')} mt-4 w-full`}>
                {t('join.watchPreview')}
              </Link>
            )}
          </div>
        </WithoutCourse>
      )}
      {panel.door === 'priced' && (
        <Link href={givePath(document.slug)} prefetch={false} className={`${buttonClass('quiet')} mb-4 w-full lg:mt-2 lg:mb-0`}>
          <Icon name="gift" />
          {t('join.give')}
        </Link>
      )}
      <h2 className="text-sm lg:mt-6">{t('course.includes')}</h2>
      <ul className="mt-3 space-y-3 text-sm">
        {rows.map(([icon, text]) => (
          <li key={text} className="flex gap-3">
            <Icon name={icon} className="size-5 text-muted" />
            {text}
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** Price and way in above the places at the foot of a phone's screen, as long as the course's page is on it. */
export async function BuyBar({ page }: { page: OnSale }) {
  const panel = await panelProps(page);
  return (
    <div className="sticky bottom-[calc(4rem+1px+env(safe-area-inset-bottom))] z-30 border-t border-hairline bg-bg/95 backdrop-blur lg:hidden print:hidden">
      <div className="container-page flex items-center justify-between gap-4 py-3">
        <WithoutCourse>
          {/* Where letters are large the button alone has room, which says the price too. */}
          <p className="font-display text-2xl font-extrabold text-ink max-[18rem]:sr-only">
            <Price live={page.live} />
          </p>
        </WithoutCourse>
        <div className="ms-auto">
          <JoinPanel {...panel} isBar />
        </div>
      </div>
    </div>
  );
}
