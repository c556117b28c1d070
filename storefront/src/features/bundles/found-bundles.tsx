import { getLocale } from 'next-intl/server';

import { redirect } from '@/i18n/navigation';
import { placeInList } from '@/lib/api/errors';

import { findBundles } from './api';
import { BundleList } from './bundle-list';
import { BUNDLES } from './paths';

/** A further page of the bundles. */
export async function FoundBundles({ cursor }: { cursor: string }) {
  const found = await placeInList(findBundles(cursor));
  if (!found) return redirect({ href: BUNDLES, locale: await getLocale() });
  return <BundleList found={found} isFirst={false} />;
}
