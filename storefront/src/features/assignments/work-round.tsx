import { getLocale, getTranslations } from 'next-intl/server';

import type { HandInOut } from '@/lib/api/schema';
import { formatFileSize } from '@/lib/file-size';
import { asMoment } from '@/lib/moments';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

import { ReplySound } from './reply-sound';
import { WorkFile } from './work-file';

/** A round that was handed in, and what came back. */
export async function WorkRound({ round }: { round: HandInOut }) {
  const [t, locale] = await Promise.all([getTranslations('assignment'), getLocale()]);
  const { handed_in_at: at, points, given, state } = round;
  return (
    <article aria-label={t('rounds.round', { number: round.number })} className="space-y-4 rounded-card bg-surface p-5 sm:p-6">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h3 className="text-lg">{t('rounds.round', { number: round.number })}</h3>
        <span className={`flex items-center gap-1.5 text-sm font-semibold ${state === 'accepted' ? 'text-success' : 'text-ink'}`}>
          <Icon name={state === 'accepted' ? 'done' : state === 'again' ? 'loop' : 'clock'} className="size-4" />
          {t(`states.${state}`)}
        </span>
        {at && (
          <span className="text-sm text-muted">
            <Moment at={at} as="day" />
            {round.days_late > 0 && ` · ${t('rounds.late', { count: round.days_late })}`}
          </span>
        )}
      </header>
      {points !== null && (
        <p className="text-ink">
          <span className="font-display text-2xl font-extrabold">{t('pointsOf', { points, most: round.most_points })}</span>
          {given !== null && given !== points && <span className="ms-3 text-sm text-muted">{t('rounds.before', { given })}</span>}
        </p>
      )}
      {round.feedback && (
        <div>
          <h4 className="text-sm font-semibold text-muted">{t('rounds.feedback')}</h4>
          <p className="mt-1 whitespace-pre-line">{round.feedback}</p>
        </div>
      )}
      {round.replies.length > 0 && (
        <section aria-label={t('replies.title')} className="space-y-3">
          <h4 className="text-sm font-semibold text-muted">{t('replies.title')}</h4>
          {round.replies.map((reply) => {
            const file = round.files.find(({ id }) => id === reply.file);
            const name = file && reply.at_ms !== null ? t('replies.at', { name: file.name, moment: asMoment(reply.at_ms) }) : t('replies.all');
            return (
              <div key={reply.id}>
                <p className="mb-1 text-sm text-ink">{name}</p>
                {reply.is_held_back ? <p className="text-sm text-muted">{t('files.waits')}</p> : <ReplySound url={reply.url} name={name} />}
              </div>
            );
          })}
        </section>
      )}
      {round.marks.length > 0 && (
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
          {round.marks.map((mark) => (
            <div key={mark.criterion}>
              <dt className="text-sm text-muted">{mark.criterion}</dt>
              <dd className="font-medium text-ink">
                {mark.level} <span className="text-sm font-normal text-muted">{t('pointsOf', { points: mark.points, most: mark.most_points })}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {round.files.length > 0 && (
        <section aria-label={t('rounds.files')} className="space-y-4">
          {round.files.map((file) => (
            <WorkFile key={file.id} file={file} waits={t('files.waits')} size={formatFileSize(file.file_size, locale)} />
          ))}
        </section>
      )}
      {round.text && (
        <details>
          <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-ink">{t('rounds.text')}</summary>
          <p className="mt-1 break-words whitespace-pre-line">{round.text}</p>
        </details>
      )}
    </article>
  );
}
