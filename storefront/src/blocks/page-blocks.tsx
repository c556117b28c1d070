import { NextIntlClientProvider } from 'next-intl';
import { getMessages } from 'next-intl/server';
import { Fragment, type ReactNode } from 'react';

import type { PageBlock } from '@/lib/api/schema';

import type { BlockKind, BlockOf } from './block';
import { Blocks } from './blocks';
import { CallToActionSection } from './sections/call-to-action';
import { CategoriesSection } from './sections/categories';
import { CourseShelfSection } from './sections/course-shelf';
import { FeaturesSection } from './sections/features';
import { HeroSection } from './sections/hero';
import { PricingSection } from './sections/pricing';
import { QuestionsSection } from './sections/questions';
import type { SectionComponent, SectionKind, SectionOf } from './sections/section';
import { TestimonialsSection } from './sections/testimonials';

// A kind that the API knows and that is missing here fails the type check.
const SECTIONS: { [Kind in SectionKind]: SectionComponent<Kind> } = {
  call_to_action: CallToActionSection,
  categories: CategoriesSection,
  course_shelf: CourseShelfSection,
  features: FeaturesSection,
  hero: HeroSection,
  pricing: PricingSection,
  questions: QuestionsSection,
  testimonials: TestimonialsSection,
};

const LOOSE = 'flex flex-col gap-20 lg:gap-28';
const TIGHT = 'flex flex-col gap-14';

interface Props {
  blocks: readonly PageBlock[];
  /** Whether the first block carries the page's title. */
  hasTitle?: boolean;
  /** What stands between the first block and the others, and is not the editor's. */
  afterFirst?: ReactNode;
}

/** All that an editor put onto a page: running text in a column that reads well, sections as wide as the page. */
export async function PageBlocks({ blocks, hasTitle = false, afterFirst }: Props) {
  const { player } = await getMessages();
  return (
    <NextIntlClientProvider messages={{ player }}>
      <div className={hasTitle ? LOOSE : TIGHT}>
        {partsOf(blocks).map((part, place) => (
          <Fragment key={place}>
            <section className="container-page">
              {Array.isArray(part) ? (
                <div className="flex max-w-3xl flex-col gap-6">
                  <Blocks blocks={part} around={{ linkTo: (href) => href, mainId: null, quizPath: null, assignmentPath: null }} />
                </div>
              ) : (
                renderSection(part, hasTitle && place === 0)
              )}
            </section>
            {place === 0 && afterFirst}
          </Fragment>
        ))}
      </div>
    </NextIntlClientProvider>
  );
}

type TextBlock = BlockOf<BlockKind>;
type Part = TextBlock[] | SectionOf<SectionKind>;

/** Sections one by one, and what stands between them together. */
function partsOf(blocks: readonly PageBlock[]): Part[] {
  const parts: Part[] = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    if (block.type in SECTIONS) parts.push(block as SectionOf<SectionKind>);
    else if (Array.isArray(last)) last.push(block as TextBlock);
    else parts.push([block as TextBlock]);
  }
  return parts;
}

function renderSection<Kind extends SectionKind>(section: SectionOf<Kind>, isTitle: boolean) {
  const Section: SectionComponent<Kind> = SECTIONS[section.type];
  return <Section value={section.value} isTitle={isTitle} />;
}
