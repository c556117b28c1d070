import 'server-only';

import { placeInList, unwrap } from '@/lib/api/errors';
import type { NotesFoundOut } from '@/lib/api/schema';
import { asPerson } from '@/lib/session/server';

import { NOTES_PAGE } from './paths';

interface Asked {
  q?: string;
  course?: string;
  cursor?: string;
}

/** My notes with these words in them, the last one first; null for a place in another list. Visitors sign in first. */
export async function myNotes(query: Asked): Promise<NotesFoundOut | null> {
  return asPerson(NOTES_PAGE, (api) => placeInList(api.GET('/api/v1/me/notes', { params: { query } }).then(unwrap)));
}
