import { getTranslations } from 'next-intl/server';

import type { Thing } from '@/features/cart/things';

import { WishButton } from './wish-button';

interface Props {
  thing: Thing;
  title: string;
  path: string;
  isOnCard?: boolean;
}

/** The button that puts a thing by, in the words of the page. */
export async function WishOn({ thing, title, path, isOnCard = false }: Props) {
  const t = await getTranslations('wishes');
  const putBy = isOnCard ? t('putByThis', { title }) : t('putBy');
  return <WishButton thing={thing} path={path} isOnCard={isOnCard} labels={{ putBy, isPutBy: t('isPutBy'), failed: t('failed') }} />;
}
