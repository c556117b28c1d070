import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { buttonClass } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import type { BlockProps } from './block';

const KINDS = ['text', 'files', 'sound', 'video'] as const;

export async function AssignmentBlock({ id, value, around }: BlockProps<'assignment'>) {
  const t = await getTranslations('assignment');
  if (!value.assignment) return <p className="rounded-card bg-surface p-5 text-sm text-muted">{t('gone')}</p>;
  const kinds = KINDS.filter((kind) => value.takes.includes(kind)).map((kind) => t(`rules.kinds.${kind}`));
  const facts = [kinds.join(', '), t('pointsOnly', { points: value.points }), value.due_days !== null && t('dueDays', { count: value.due_days })];
  const title = `${id}-title`;
  const due = value.due_on;
  return (
    <section aria-labelledby={title} className="flex flex-wrap items-start gap-x-5 gap-y-4 rounded-card bg-surface p-5 sm:p-6">
      <span className="grid size-12 shrink-0 place-items-center rounded-full bg-surface-2 text-ink">
        <Icon name="pencil" className="size-6" />
      </span>
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-center gap-x-3 text-sm font-semibold text-muted">
          {t('assignment')}
          {value.is_required && <span className="rounded-full bg-warning-soft px-2.5 py-0.5 text-xs text-warning">{t('required')}</span>}
        </p>
        <h2 id={title} className="mt-1 text-xl">
          {value.title}
        </h2>
        <p className="mt-2 text-sm">
          {facts.filter(Boolean).join(' · ')}
          {due && value.due_days === null && <> · {t.rich('dueShort', { day: () => <Moment at={due} as="day" /> })}</>}
        </p>
      </div>
      {around.assignmentPath ? (
        <Link
          href={around.assignmentPath(value.assignment)}
          prefetch={false}
          aria-label={t('openNamed', { title: value.title })}
          className={`${buttonClass('accent')} sm:self-center`}
        >
          {t('open')}
        </Link>
      ) : (
        <p className="text-sm text-muted sm:self-center">{t('opensInLesson')}</p>
      )}
    </section>
  );
}
