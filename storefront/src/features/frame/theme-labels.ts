import 'server-only';

import { getTranslations } from 'next-intl/server';

export async function themeLabels() {
  const t = await getTranslations('frame');
  return { theme: t('theme'), system: t('themeSystem'), light: t('themeLight'), dark: t('themeDark') };
}
