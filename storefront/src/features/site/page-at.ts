import 'server-only';

import { notFound, permanentRedirect, redirect } from 'next/navigation';

import type { PageDocument } from '@/lib/api/schema';

import { getPage } from './api';

/** The page at a path. Goes where the path leads now, and answers 404 where there is nothing. */
export async function pageAt(path: string): Promise<PageDocument> {
  const answer = await getPage(path);
  if (!answer) notFound();
  if (answer.outcome === 'page') return answer.document;
  return answer.is_permanent ? permanentRedirect(answer.target) : redirect(answer.target);
}
