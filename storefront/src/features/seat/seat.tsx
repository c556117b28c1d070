'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';

import { ask } from '@/lib/api/browser';
import type { MyCourseOut, MyPartOut, MyReviewOut, PaginatedTaughtCourseOutList } from '@/lib/api/schema';
import { useIsSignedIn } from '@/features/session/use-is-signed-in';
import { useSummary } from '@/features/session/use-summary';

/** What the person before the screen has to do with a course; null until that is known, and for visitors. */
export type Seat = Pick<MyCourseOut, 'enrolment' | 'progress' | 'resume'> | null;

/** What a page that knows it says of the person before the screen. */
export interface Part {
  seat: Seat;
  review: MyReviewOut | null;
  /** Whether the person's plan opens the course. */
  is_in_my_plan?: boolean;
}

const NONE: Part = { seat: null, review: null };

const PartContext = createContext<Part>(NONE);
const TeachesContext = createContext(false);

/** Finds out, on a page that is the same for everybody, whether this person has a seat in the course, and what they say of it; unless it is `known`. */
export function SeatProvider({ slug, known, children }: { slug: string; known?: Part; children: ReactNode }) {
  const isSignedIn = useIsSignedIn();
  const [part, setPart] = useState<Part>(known ?? NONE);
  useEffect(() => {
    if (!isSignedIn || known !== undefined) return;
    const stop = new AbortController();
    ask<MyPartOut>(`/api/v1/courses/${encodeURIComponent(slug)}/mine`, { signal: stop.signal }).then(setPart, () => {
      // Without an answer the page stays as visitors see it, and joining says what is wrong.
    });
    return () => stop.abort();
  }, [isSignedIn, known, slug]);
  const teaches = useTeaches(slug);
  return (
    <PartContext value={part}>
      <TeachesContext value={teaches}>{children}</TeachesContext>
    </PartContext>
  );
}

/** Whether the course is this person's own; asked for producers alone. */
function useTeaches(slug: string): boolean {
  const isProducer = useSummary()?.desks.some(({ role }) => role === 'producer') ?? false;
  const [teaches, setTeaches] = useState(false);
  useEffect(() => {
    if (!isProducer) return;
    const stop = new AbortController();
    ask<PaginatedTaughtCourseOutList>(`/api/v1/me/teaching?slug=${encodeURIComponent(slug)}`, { signal: stop.signal }).then(
      ({ results }) => setTeaches(results.length > 0),
      () => {
        // Without an answer the page stays as visitors see it, and joining says whose course it is.
      },
    );
    return () => stop.abort();
  }, [isProducer, slug]);
  return teaches;
}

/** The seat, whatever has become of it. */
export const useSeat = () => useContext(PartContext).seat;

/** The review that the person before the screen has written of the course. */
export const useKnownReview = () => useContext(PartContext).review;

/** Whether the plan of the person before the screen opens the course, to be joined without paying more. */
export const useIsInMyPlan = () => useContext(PartContext).is_in_my_plan ?? false;

/** Whether the person before the screen writes the course. */
export const useTeachesIt = () => useContext(TeachesContext);

/** Whether the seat opens the lessons now. */
export const isOpen = (seat: Seat): seat is NonNullable<Seat> =>
  seat !== null && (seat.enrolment.state === 'active' || seat.enrolment.state === 'completed');

/** Whether every lesson opens to the person before the screen, as a learner of the course or as who writes it. */
export function useHasCourse(): boolean {
  const seat = useSeat();
  const teachesIt = useTeachesIt();
  return isOpen(seat) || teachesIt;
}
