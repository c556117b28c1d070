import { Icon, type IconName } from '@/ui/icon';

import { SectionHeading } from './heading';
import type { SectionProps, SectionValues } from './section';

type FeatureIcon = SectionValues['features']['features'][number]['icon'];

const ICONS: Record<FeatureIcon, IconName> = {
  calendar: 'calendar',
  certificate: 'award',
  chat: 'chat',
  clock: 'clock',
  heart: 'heart',
  mirror: 'mirror',
  music: 'music',
  people: 'users',
  phone: 'phone',
  play: 'play',
  repeat: 'loop',
  shield: 'shield',
  star: 'star',
};

export function FeaturesSection({ value }: SectionProps<'features'>) {
  return (
    <>
      <SectionHeading heading={value.heading} text={value.text} />
      <ul className="grid gap-x-10 gap-y-12 sm:grid-cols-2 lg:grid-cols-3">
        {value.features.map(({ icon, heading, text }) => (
          <li key={heading}>
            <span className="grid size-12 place-items-center rounded-full bg-accent text-on-accent">
              <Icon name={ICONS[icon] ?? 'star'} className="size-6" />
            </span>
            <h3 className="mt-5 text-xl">{heading}</h3>
            {text && <p className="mt-2 max-w-sm">{text}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}
