import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import type { AssignmentOut } from '@/lib/api/schema';
import { Icon, type IconName } from '@/ui/icon';
import { Moment } from '@/ui/moment';

/** The rules of an assignment, in words. */
export async function Rules({ assignment }: { assignment: AssignmentOut }) {
  const t = await getTranslations('assignment.rules');
  const { due_at: due, late_rule: late, resubmissions, takes, points } = assignment;
  const rules: ([icon: IconName, key: string, words: ReactNode] | null)[] = [
    ['file', 'takes', t('takes', { kinds: takes.map((kind) => t(`kinds.${kind}`)).join(', ') })],
    ['award', 'points', t('points', { points })],
    assignment.is_required ? ['lock', 'required', t('required')] : null,
    due ? ['calendar', 'due', t.rich('due', { day: () => <Moment at={due} as="day" />, clock: () => <Moment at={due} as="clock" /> })] : ['calendar', 'due', t('noDue')],
    due ? ['clock', 'late', t(late, { percent: assignment.late_percent_per_day, most: assignment.late_percent_most })] : null,
    ['loop', 'again', resubmissions === null ? t('again') : t('rounds', { count: resubmissions })],
  ];
  return (
    <section aria-labelledby="rules">
      <h2 id="rules" className="text-xl">
        {t('title')}
      </h2>
      <ul className="mt-4 max-w-prose space-y-3">
        {rules
          .filter((rule) => rule !== null)
          .map(([icon, key, words]) => (
            <li key={key} className="flex gap-3">
              <Icon name={icon} className="mt-0.5 size-5 text-muted" />
              <span className="min-w-0">{words}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
