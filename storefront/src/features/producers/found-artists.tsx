import { getLocale } from 'next-intl/server';

import { redirect } from '@/i18n/navigation';
import { ApiError } from '@/lib/api/errors';

import { findProducers } from './api';
import { Artists } from './artists';

/** A further page of those who teach. */
export async function FoundArtists({ cursor }: { cursor: string }) {
  const found = await findProducers(cursor).catch((error: unknown) => {
    if (error instanceof ApiError && 'cursor' in error.fields) return null;
    throw error;
  });
  if (!found) return redirect({ href: '/artists', locale: await getLocale() });
  return <Artists found={found} isFirst={false} />;
}
