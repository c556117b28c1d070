import { getTranslations } from 'next-intl/server';

import type { QuizQuestionOut, QuizResultOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import { MarkedPicture } from './marked-picture';

/** The picture with what was marked on it and, where they are told, the right places, which stand below it in words. */
export async function MarksShown({ question, result }: { question: QuizQuestionOut; result: QuizResultOut }) {
  const t = await getTranslations('quiz');
  const marks = question.answer?.marks ?? [];
  const { picture } = question;
  return (
    <div className="space-y-4">
      {picture && <MarkedPicture picture={picture} marks={marks} areas={result.areas} />}
      <div>
        <h4 className="text-sm font-semibold text-muted">{t('result.yours')}</h4>
        {marks.length ? (
          <ol className="text-ink">
            {marks.map(({ x, y }, place) => (
              <li key={place}>{t('mark.mark', { number: place + 1, where: t('mark.where', { x: Math.round(x), y: Math.round(y) }) })}</li>
            ))}
          </ol>
        ) : (
          <p>{t('result.noAnswer')}</p>
        )}
      </div>
      {result.areas.length > 0 && (
        <div>
          <h4 className="text-sm font-semibold text-muted">{t('mark.places')}</h4>
          <ul className="text-ink">
            {result.areas.map(({ name, is_found: isFound }, place) => (
              <li key={place} className="flex items-center gap-2">
                <Icon name={isFound ? 'done' : 'circle'} className={`size-4 ${isFound ? 'text-success' : 'text-muted'}`} />
                {t(isFound ? 'mark.found' : 'mark.missed', { name })}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
