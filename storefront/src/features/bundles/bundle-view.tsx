import { getFormatter, getLocale, getTranslations } from 'next-intl/server';

import { CourseCard } from '@/features/courses/course-card';
import { WishOn } from '@/features/wishes/wish-on';
import type { BundleOut } from '@/lib/api/schema';
import { Breadcrumb, type Crumb } from '@/ui/breadcrumb';

import { BuyPanel } from './buy-panel';
import { MyBundleProvider, OwnedMark } from './my-bundle';
import { bundlePath } from './paths';
import { percentOf } from './percent';

/** A bundle: what it is called, the courses in it, and what they cost together. */
export async function BundleView({ bundle, crumbs }: { bundle: BundleOut; crumbs: Crumb[] }) {
  const [t, shop, format] = await Promise.all([getTranslations('bundles'), getTranslations('shop'), getFormatter()]);
  const { courses } = bundle;
  return (
    <MyBundleProvider slug={bundle.slug}>
      <div className="container-page grid gap-x-16 pt-4 pb-16 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <header className="min-w-0 lg:col-start-1">
          <Breadcrumb label={shop('breadcrumb')} crumbs={crumbs} />
          <p className="mt-4 text-sm font-semibold text-muted">
            {[t('kind'), t('courses', { count: courses.length }), t('less', { percent: percentOf(format, bundle.basis_points) })].join(' · ')}
          </p>
          <h1 className="title-course mt-2">{bundle.name}</h1>
          {bundle.summary && <p className="mt-5 max-w-2xl text-lg sm:text-xl">{bundle.summary}</p>}
        </header>
        <div className="min-w-0 max-lg:mt-8 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pt-15">
          <Buy bundle={bundle} />
          <WishOn thing={{ kind: 'bundle', id: bundle.id }} title={bundle.name} path={bundlePath(bundle.slug)} />
        </div>
        <section aria-labelledby="courses" className="mt-12 min-w-0 lg:col-start-1">
          <h2 id="courses" className="title-section">
            {t('inIt')}
          </h2>
          <ul className="mt-6 grid gap-x-6 gap-y-12 sm:grid-cols-2">
            {courses.map((card, place) => (
              <li key={card.document.id} className="flex flex-col">
                <OwnedMark id={card.document.id} label={t('ownedMark')} />
                <CourseCard card={card} priority={place === 0} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </MyBundleProvider>
  );
}

async function Buy({ bundle }: { bundle: BundleOut }) {
  const [t, join, locale] = await Promise.all([getTranslations('bundles'), getTranslations('shop.join'), getLocale()]);
  const { id, slug, prices, refusal, courses } = bundle;
  const labels = {
    before: t('before'),
    save: t('save', { amount: '#' }),
    buy: t('buy', { price: '#' }),
    buyRest: t('buyRest', { price: '#' }),
    buying: t('buying'),
    failed: t('failed'),
    note: t('note'),
    owned: courses.map((_, count) => (count ? t('owned', { count }) : '')),
    all: t('all'),
    toLearning: t('toLearning'),
    shut: t('shut'),
    cart: { add: join('addToCart'), inCart: join('inCart'), full: join('cartFull') },
  };
  return (
    <aside aria-label={t('buyCard')} className="rounded-card bg-surface p-6 lg:sticky lg:top-24">
      <BuyPanel bundle={{ id, slug, prices, refusal }} locale={locale} labels={labels} />
    </aside>
  );
}
