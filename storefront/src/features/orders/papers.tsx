import { getTranslations } from 'next-intl/server';

import type { OrderOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';
import { Moment } from '@/ui/moment';

/** Receipt and credit notes, to keep. */
export async function Papers({ order }: { order: OrderOut }) {
  if (!order.papers.length) return null;
  const t = await getTranslations('account');
  return (
    <section aria-labelledby="papers" className="mt-12">
      <h2 id="papers" className="title-section">
        {t('papers')}
      </h2>
      <ul className="mt-4 divide-y divide-hairline border-y border-hairline">
        {order.papers.map((paper) => (
          <li key={paper.id}>
            {/* A file, not a page: a link of the browser's own. */}
            <a href={`/api/v1/me/orders/${order.id}/papers/${paper.id}`} download className="flex items-center gap-4 py-4 hover:text-accent-text">
              <Icon name="file" className="size-5 text-muted" />
              <span className="min-w-0 flex-1">
                <span className="block font-semibold text-ink">{t(`paperKinds.${paper.kind}`, { code: paper.code })}</span>
                <span className="block text-sm text-muted">
                  <Moment at={paper.issued_at} as="day" /> · PDF
                </span>
              </span>
              <Icon name="download" className="size-5 text-muted" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
