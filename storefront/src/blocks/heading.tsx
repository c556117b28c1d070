import type { BlockProps } from './block';

const LOOKS = { h2: 'text-2xl mt-8 first:mt-0', h3: 'text-xl mt-4', h4: 'text-base mt-2' } as const;

export function HeadingBlock({ id, value }: BlockProps<'heading'>) {
  const Heading = value.level;
  return (
    <Heading id={id || undefined} className={LOOKS[value.level]}>
      {value.text}
    </Heading>
  );
}
