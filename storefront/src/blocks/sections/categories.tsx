import { getTranslations } from 'next-intl/server';

import { Link } from '@/i18n/navigation';
import { Picture } from '@/ui/picture';

import { SectionHeading } from './heading';
import type { SectionProps } from './section';

export async function CategoriesSection({ value }: SectionProps<'categories'>) {
  const t = await getTranslations('pages');
  const hasPictures = value.categories.some(({ picture }) => picture);
  return (
    <>
      <SectionHeading heading={value.heading} text={value.text} />
      <ul className="grid grid-cols-2 gap-x-4 gap-y-4 sm:gap-6 lg:grid-cols-4">
        {value.categories.map(({ slug, name, course_count, picture }) => (
          <li key={slug} className={`group relative ${hasPictures ? '' : 'rounded-card bg-surface p-6 hover:bg-surface-2 sm:p-8'}`}>
            {hasPictures && (
              <div className="mb-3 aspect-4/3 overflow-hidden rounded-card bg-surface-2">
                {picture && (
                  <Picture
                    picture={picture.image}
                    alt=""
                    sizes="(min-width: 64rem) 19rem, 46vw"
                    className="size-full object-cover transition-transform duration-200 group-hover:scale-[1.02]"
                  />
                )}
              </div>
            )}
            <h3 className={hasPictures ? 'text-lg' : 'text-xl sm:text-2xl'}>
              <Link href={`/categories/${slug}`} prefetch={false} className="underline-offset-4 group-hover:underline after:absolute after:inset-0">
                {name}
              </Link>
            </h3>
            <p className="mt-1 text-sm text-muted">{t('courses', { count: course_count })}</p>
          </li>
        ))}
      </ul>
    </>
  );
}
