import 'server-only';

import { permanentRedirect, redirect } from 'next/navigation';

import type { PageDocument } from '@/lib/api/schema';

import { getPage } from './api';

/** The page at a path, or null where there is nothing. Goes where the path leads now. */
export async function pageAt(path: string): Promise<PageDocument | null> {
  const answer = await getPage(path);
  if (!answer) return null;
  if (answer.outcome === 'page') return answer.document;
  return answer.is_permanent ? permanentRedirect(answer.target) : redirect(answer.target);
}
