'use client';

import { useActionState } from 'react';

import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { HiddenFields } from '@/ui/form/hidden-fields';
import { ProgressBar } from '@/ui/progress-bar';
import { Refusal } from '@/ui/refusal';

import { joinPath, type JoinState } from './actions';
import { useMyPath } from './my-path';
import { myPathPath, pathPath } from './paths';

interface Props {
  slug: string;
  labels: {
    begin: string;
    beginning: string;
    failed: string;
    note: string;
    goOn: string;
    progress: string;
    /** With # for the number. */
    percent: string;
    missing: string;
  };
}

/** The way onto the path, or how far the person is on it. */
export function JoinPanel({ slug, labels }: Props) {
  const mine = useMyPath();
  const [state, join, isJoining] = useActionState<JoinState, FormData>(joinPath, {});
  if (mine?.joined_at) {
    return (
      <>
        <p className="font-semibold text-ink">{labels.percent.replace('#', String(mine.percent))}</p>
        <ProgressBar percent={mine.percent} label={labels.progress} className="mt-3" />
        <Link href={myPathPath(slug)} prefetch={false} className={`${buttonClass('accent')} mt-5 w-full`}>
          {labels.goOn}
        </Link>
      </>
    );
  }
  return (
    <>
      {mine && mine.missing.length > 0 && (
        <div className="mb-5 text-sm">
          <p className="font-semibold text-ink">{labels.missing}</p>
          <ul className="mt-2 space-y-1">
            {mine.missing.map(({ slug: other, title }) => (
              <li key={other}>
                <Link href={pathPath(other)} prefetch={false} className="font-semibold underline underline-offset-4">
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      <form action={join}>
        <HiddenFields fields={{ slug }} />
        <button type="submit" className={`${buttonClass('accent')} w-full`} aria-disabled={isJoining}>
          {isJoining ? labels.beginning : labels.begin}
        </button>
        <Refusal refused={state.refused} failed={labels.failed} />
      </form>
      <p className="mt-4 text-sm text-muted">{labels.note}</p>
    </>
  );
}
