import type { Metadata } from 'next';
import { notFound } from 'next/navigation';

import { getCourse, getOutline } from '@/features/courses/api';

type Props = PageProps<'/[locale]/courses/[slug]'>;

/** None at build time: each is made when it is first asked for, and kept. */
export const generateStaticParams = () => [];

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const course = await getCourse((await params).slug);
  return course ? { title: course.document.seo.title, description: course.document.seo.description } : {};
}

export default async function CoursePage({ params }: Props) {
  const { slug } = await params;
  const [course, outline] = await Promise.all([getCourse(slug), getOutline(slug)]);
  if (!course || !outline) notFound();
  return (
    <div className="container-page py-12">
      <h1 className="title-page">{course.document.title}</h1>
      <p className="mt-4 max-w-2xl text-lg">{course.document.summary}</p>
    </div>
  );
}
