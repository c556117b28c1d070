import 'server-only';

import { cache } from 'react';

import { assignmentPath, WORK_PATH } from '@/features/assignments/paths';
import { unwrap, unwrapOrNull } from '@/lib/api/errors';
import type { PersonalApi } from '@/lib/api/http';
import type { PatchedPeerReviewDraftInRequest, PeerReviewInRequest, PeerReviewLineOut, PeerReviewOut, PeersOut } from '@/lib/api/schema';
import { asPerson } from '@/lib/session/server';

import { peerReviewPath } from './paths';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PEERS = '/api/v1/me/lessons/{lesson_id}/assignments/{assignment_id}/peer-reviews';
const REVIEW = '/api/v1/me/peer-reviews/{review_id}';

/** How the person stands with fellow learners in an assignment, or null where there is none. */
export const visitPeers = (course: string, lesson: string, assignment: string): Promise<PeersOut | null> => {
  const params = { path: { lesson_id: lesson, assignment_id: assignment } };
  return asPerson(assignmentPath(course, lesson, assignment), async (api) => unwrapOrNull(await api.GET(PEERS, { params })));
};

/** Work that the person was asked to review, or null where they were not, or not any more. Visitors sign in first. */
export const visitPeerReview = cache(async (review: string): Promise<PeerReviewOut | null> => {
  if (!ID.test(review)) return null;
  return asPerson(peerReviewPath(review), async (api) => unwrapOrNull(await api.GET(REVIEW, { params: { path: { review_id: review } } })));
});

/** What waits for the person's review in all courses. */
export const myPeerReviews = (): Promise<PeerReviewLineOut[]> => asPerson(WORK_PATH, async (api) => unwrap(await api.GET('/api/v1/me/peer-reviews')).reviews);

export async function sendPeerReview(api: PersonalApi, review: string, body: PeerReviewInRequest): Promise<void> {
  unwrap(await api.PUT(REVIEW, { params: { path: { review_id: review } }, body }));
}

export async function sendPeerReviewDraft(api: PersonalApi, review: string, body: PatchedPeerReviewDraftInRequest): Promise<void> {
  unwrap(await api.PATCH(`${REVIEW}/draft`, { params: { path: { review_id: review } }, body }));
}

export async function askForAnother(api: PersonalApi, lesson: string, assignment: string): Promise<void> {
  unwrap(await api.POST(PEERS, { params: { path: { lesson_id: lesson, assignment_id: assignment } } }));
}
