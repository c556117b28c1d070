import { getTranslations } from 'next-intl/server';

import type { AssignmentOut } from '@/lib/api/schema';

/** By what the work is marked: each criterion with its levels. */
export async function Rubric({ criteria }: { criteria: AssignmentOut['rubric'] }) {
  const t = await getTranslations('assignment');
  return (
    <section aria-labelledby="rubric">
      <h2 id="rubric" className="text-xl">
        {t('rubric')}
      </h2>
      <dl className="mt-4 space-y-5">
        {criteria.map(({ id, title, levels }) => (
          <div key={id}>
            <dt className="font-semibold text-ink">{title}</dt>
            {levels.map((level) => (
              <dd key={level.id} className="mt-2 border-s-2 border-hairline ps-4">
                <span className="font-medium text-ink">{level.name}</span> <span className="text-sm text-muted">{t('pointsOnly', { points: level.points })}</span>
                {level.description && <span className="block text-sm whitespace-pre-line">{level.description}</span>}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </section>
  );
}
