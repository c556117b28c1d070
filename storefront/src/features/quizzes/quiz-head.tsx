import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';

import { wayBack } from '@/features/lesson/way-back';
import type { QuizOut } from '@/lib/api/schema';
import { Breadcrumb, type Crumb } from '@/ui/breadcrumb';

interface Props extends Pick<QuizOut, 'course' | 'lesson'> {
  title: string;
  /** What stands between the lesson and where we are. */
  crumbs: Crumb[];
  children?: ReactNode;
}

/** Where a quiz stands, and what it is called. */
export async function QuizHead({ course, lesson, title, crumbs, children }: Props) {
  const t = await getTranslations('quiz');
  return (
    <header>
      <Breadcrumb label={t('breadcrumb')} crumbs={[wayBack({ course, lesson }), ...crumbs]} />
      <p className="mt-4 text-sm font-semibold text-muted">
        {course.title}
        {lesson.number && ` · ${t('ofLesson', { number: lesson.number })}`}
      </p>
      <h1 className="title-lesson mt-1">{title}</h1>
      {children}
    </header>
  );
}
