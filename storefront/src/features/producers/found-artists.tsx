import { getLocale } from 'next-intl/server';

import { redirect } from '@/i18n/navigation';
import { placeInList } from '@/lib/api/errors';

import { findProducers } from './api';
import { Artists } from './artists';

/** A further page of those who teach. */
export async function FoundArtists({ cursor }: { cursor: string }) {
  const found = await placeInList(findProducers(cursor));
  if (!found) return redirect({ href: '/artists', locale: await getLocale() });
  return <Artists found={found} isFirst={false} />;
}
