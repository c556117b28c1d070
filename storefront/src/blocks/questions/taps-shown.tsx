import { getTranslations } from 'next-intl/server';

import { Score } from '@/features/score/score';
import type { QuizQuestionOut, QuizTaps } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import { isEmpty } from './answer-shown';

/** From here on somebody is early or late, and not on time. */
const NOTICED_MS = 15;

/** How a rhythm went, note by note where that is told. */
export async function TapsShown({ question, taps }: { question: QuizQuestionOut; taps: QuizTaps | null }) {
  const t = await getTranslations('quiz');
  const given = question.answer?.rhythm;
  const isGiven = question.answer !== null && !isEmpty(question, question.answer);
  const off = (ms: number) => (Math.abs(ms) < NOTICED_MS ? t('tap.onTime') : t(ms < 0 ? 'tap.early' : 'tap.late', { ms: Math.abs(ms) }));
  return (
    <div className="space-y-5">
      <div>
        <h4 className="mb-1 text-sm font-semibold text-muted">{t('result.yours')}</h4>
        <p className="font-semibold wrap-anywhere text-ink">
          {isGiven ? (given?.text ?? t('tap.taps', { count: given?.taps?.length ?? 0 })) : t('result.noAnswer')}
        </p>
        {taps && isGiven && (
          <>
            <p>
              {t('tap.hits', { hits: taps.onsets.filter(({ off_ms: ms }) => ms !== null).length, count: taps.onsets.length })}
              {taps.extra > 0 && `, ${t('tap.extra', { extra: taps.extra })}`}.
            </p>
            {Math.abs(taps.offset_ms) >= NOTICED_MS && <p>{t('tap.offset', { off: off(taps.offset_ms) })}</p>}
            <ol className="mt-2 grid gap-x-6 sm:grid-cols-2">
              {taps.onsets.map(({ at_ms: at, off_ms: ms }, place) => (
                <li key={at} className="flex items-center gap-2 text-sm text-ink">
                  <Icon name={ms === null ? 'circle' : 'done'} className={`size-4 ${ms === null ? 'text-muted' : 'text-success'}`} />
                  {t('tap.note', { number: place + 1, how: ms === null ? t('tap.missed') : given?.text ? t('tap.onTime') : off(ms) })}
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
      {taps && (
        <div>
          <h4 className="mb-1 text-sm font-semibold text-muted">{t('tap.right')}</h4>
          {taps.abc && <Score format="abc" source={taps.abc} label={t('tap.right')} />}
          <p className="mt-2 font-semibold wrap-anywhere text-ink">{taps.pattern}</p>
        </div>
      )}
    </div>
  );
}
