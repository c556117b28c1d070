import 'server-only';

import { getTranslations } from 'next-intl/server';

import { REASONS } from './reasons';
import type { ReportLabels } from './report';

/** What the dialog says. */
export async function reportLabels(): Promise<ReportLabels> {
  const t = await getTranslations('shop.report');
  return {
    title: t('title'),
    intro: t('intro'),
    reason: t('reason'),
    reasons: REASONS.map((value) => [value, t(`reasons.${value}`)] as const),
    text: t('text'),
    optional: t('optional'),
    send: t('send'),
    sending: t('sending'),
    cancel: t('cancel'),
    close: t('close'),
    thanks: t('thanks'),
    reasonNeeded: t('reasonNeeded'),
    failed: t('failed'),
  };
}
