import { Picture } from '@/ui/picture';

import { Actions } from './actions';
import type { SectionProps } from './section';

export function CallToActionSection({ value }: SectionProps<'call_to_action'>) {
  const { heading, text, action, second_action, picture } = value;
  return (
    <div className={`grid overflow-hidden rounded-card bg-accent text-on-accent ${picture ? 'md:grid-cols-[1.4fr_1fr]' : ''}`}>
      <div className="px-7 py-12 sm:px-12 sm:py-16">
        <h2 className="title-section text-on-accent uppercase lg:text-4xl">{heading}</h2>
        {text && <p className="mt-4 max-w-xl text-lg">{text}</p>}
        <Actions first={action} second={second_action} looks={['onAccent', 'onAccentOutline']} />
      </div>
      {picture && (
        <Picture picture={picture.image} alt={picture.alt_text} sizes="(min-width: 48rem) 32rem, 92vw" className="size-full min-h-56 object-cover max-md:aspect-video" />
      )}
    </div>
  );
}
