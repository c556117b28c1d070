import { useEffect, useRef, useState } from 'react';

import { useRouter } from '@/i18n/navigation';
import type { PatchedPeerReviewDraftInRequest, PeerReviewOut } from '@/lib/api/schema';
import { DraftKeeper, type DraftRoute, type DraftState } from '@/lib/draft-keeper';
import { tellSessionEnded } from '@/lib/session/events';

type Written = Omit<PatchedPeerReviewDraftInRequest, 'edition'>;

const OVER = new Set(['peer_review_lapsed']);
const routeOf = (review: string): DraftRoute<Written, PeerReviewOut> => ({
  address: `/api/v1/me/peer-reviews/${review}/draft`,
  body: (written, edition) => ({ ...written, edition }),
  editionIn: ({ draft }) => draft?.edition,
  over: OVER,
});

/** Keeps a review as it is written: how that stands, the edition that was kept last, and what to call on each change. */
export function useReviewDraft(review: string, known: number): { state: DraftState; edition: number; keep: (written: Written) => void } {
  const router = useRouter();
  const keeper = useRef<DraftKeeper<Written, PeerReviewOut> | null>(null);
  const [begun] = useState(known);
  const [edition, setEdition] = useState(known);
  const [state, setState] = useState<DraftState>('untouched');
  useEffect(() => {
    const made = new DraftKeeper(routeOf(review), begun, {
      onState: (next) => {
        setState(next);
        if (next === 'signed-out') tellSessionEnded();
        if (next === 'over') router.refresh();
      },
      onEdition: setEdition,
    });
    keeper.current = made;
    return made.follow();
  }, [review, begun, router]);
  return { state, edition, keep: (written) => keeper.current?.keep(written) };
}
