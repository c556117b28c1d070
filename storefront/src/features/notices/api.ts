import 'server-only';

import { unwrap } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';

/** My notices, newest first. */
export async function myNotices(api: PersonalApi, { unread, cursor }: { unread: boolean; cursor?: string }) {
  return unwrap(await api.GET('/api/v1/me/notices', { params: { query: { unread, cursor, page_size: 30 } } }));
}
