'use client';

import { useActionState } from 'react';

import { joinCourse, type JoinState } from '@/features/seat/actions';
import type { Door } from '@/features/seat/join-panel';
import { isOpen, useIsInMyPlan, useSeat, useTeachesIt } from '@/features/seat/seat';
import type { OpenCohortShape } from '@/lib/api/schema';
import { WAYS } from '@/lib/dates';
import { Button } from '@/ui/button';
import { ActionForm } from '@/ui/form/action-form';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { Submit } from '@/ui/form/submit';
import { LocalTime } from '@/ui/local-time';
import { Refusal } from '@/ui/refusal';

import { chooseCohort } from './actions';
import { CohortList, type CohortLabels } from './cohort-list';
import { hasStarted } from './has-started';

interface Props {
  slug: string;
  door: Door;
  cohorts: readonly OpenCohortShape[];
  locale: string;
  labels: CohortLabels & {
    join: string;
    failed: string;
    afterBuying: string;
    none: string;
    mustChoose: string;
    choose: string;
    /** With # for its name, said before the date. */
    yours: string;
    yoursStarted: string;
    change: string;
  };
}

/** With which cohort one takes a course: chosen when joining for free or by plan, after buying, and changed before it starts. */
export function ChooseCohort({ slug, door, cohorts, locale, labels }: Props) {
  const seat = useSeat();
  const isInMyPlan = useIsInMyPlan();
  const teachesIt = useTeachesIt();
  const list = { cohorts, locale, labels };
  if (isOpen(seat)) {
    const { cohort, must_choose_cohort: mustChoose } = seat.enrolment;
    if (!mustChoose && !cohort) return <CohortList {...list} />;
    if (cohort && hasStarted(cohort)) return <p className="font-semibold">{labels.yoursStarted.replace('#', cohort.name)}</p>;
    return (
      <>
        <p className="mb-4 font-semibold">
          {mustChoose || !cohort ? (
            labels.mustChoose
          ) : (
            <>
              {labels.yours.replace('#', cohort.name)} <LocalTime at={cohort.starts_at} as="day" locale={locale} inUtc={WAYS.day(cohort.starts_at, locale, 'UTC')} />
            </>
          )}
        </p>
        {cohorts.length > 0 ? (
          <ActionForm action={chooseCohort}>
            <HiddenFields fields={{ course: slug }} />
            <CohortList {...list} chosen={cohort?.id} isChoice />
            <Submit look={mustChoose ? 'accent' : 'outline'}>{mustChoose ? labels.choose : labels.change}</Submit>
          </ActionForm>
        ) : (
          mustChoose && <p>{labels.none}</p>
        )}
      </>
    );
  }
  if (!cohorts.length) return <p>{labels.none}</p>;
  if (!teachesIt && (door === 'free' || (door === 'priced' && isInMyPlan))) return <JoinWith slug={slug} {...list} labels={labels} />;
  return (
    <>
      <CohortList {...list} />
      {door === 'priced' && <p className="mt-3 text-sm text-muted">{labels.afterBuying}</p>}
    </>
  );
}

function JoinWith({ slug, cohorts, locale, labels }: Omit<Props, 'door'>) {
  const [{ refused }, join, isJoining] = useActionState<JoinState, FormData>(joinCourse, {});
  return (
    <form action={join} className="space-y-4">
      <HiddenFields fields={{ course: slug }} />
      <CohortList cohorts={cohorts} locale={locale} labels={labels} isChoice />
      <Button type="submit" look="accent" aria-disabled={isJoining}>
        {labels.join}
      </Button>
      <Refusal refused={refused} failed={labels.failed} />
    </form>
  );
}
