import { Picture } from '@/ui/picture';

import { Actions } from './actions';
import type { SectionProps } from './section';

export function HeroSection({ value, isTitle }: SectionProps<'hero'>) {
  const { eyebrow, heading, text, action, second_action, picture } = value;
  const Heading = isTitle ? 'h1' : 'h2';
  return (
    <div className={`grid items-center gap-10 lg:gap-16 ${picture ? 'lg:grid-cols-[1.05fr_1fr]' : ''}`}>
      <div>
        {eyebrow && <p className="mb-4 font-semibold text-accent-text">{eyebrow}</p>}
        <Heading className="title-page max-w-4xl">{heading}</Heading>
        {text && <p className="mt-6 max-w-xl text-lg text-ink-2">{text}</p>}
        <Actions first={action} second={second_action} />
      </div>
      {picture && (
        <Picture
          picture={picture.image}
          alt={picture.alt_text}
          sizes="(min-width: 64rem) 38rem, 92vw"
          priority={isTitle}
          className="aspect-4/3 w-full rounded-card bg-surface-2 object-cover lg:aspect-square"
        />
      )}
    </div>
  );
}
