import { CARDS } from '@/features/plans/paths';
import { toProvider } from '@/features/plans/to-provider';
import { unwrap } from '@/lib/api/errors';

export const dynamic = 'force-dynamic';

/** The payment provider's own page for cards and invoices; letters lead here too. */
export async function GET() {
  return toProvider(CARDS, async (api) => unwrap(await api.POST('/api/v1/me/plan/portal')).url);
}
