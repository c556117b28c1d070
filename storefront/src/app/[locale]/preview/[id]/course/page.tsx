import { BuyCard } from '@/features/courses/buy-card';
import { Contents } from '@/features/courses/contents';
import { CourseHead } from '@/features/courses/course-head';
import { Description, Outcomes, Requirements } from '@/features/courses/course-sections';
import { Trailer } from '@/features/courses/trailer';
import { MissingPage } from '@/features/frame/missing-page';
import { draftCourse, draftOutline, inPreview } from '@/features/preview/api';

/** A course's page as it will be, without what learners bring to it. The card that sells it can be looked at and no more. */
export default async function DraftCoursePage() {
  const found = await inPreview((api) => Promise.all([draftCourse(api), draftOutline(api)]));
  if (!found) return <MissingPage />;
  const [course, outline] = found;
  const { document } = course;
  return (
    <div className="container-page grid gap-x-16 pt-4 pb-16 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <div className="lg:col-start-1">
        <CourseHead course={course} />
        <div className="mt-8">
          <Trailer course={document} />
        </div>
      </div>
      <div inert className="max-lg:mt-8 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:pt-15">
        <BuyCard page={course} />
      </div>
      <div className="mt-16 min-w-0 space-y-16 lg:col-start-1">
        <Outcomes course={document} />
        <Contents outline={outline} slug={document.slug} />
        <Requirements course={document} />
        <Description course={document} />
      </div>
    </div>
  );
}
