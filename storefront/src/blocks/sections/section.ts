import type { ReactNode } from 'react';

import type { LessonBlock, PageBlock } from '@/lib/api/schema';

/** Blocks that pages of the site have and lessons do not. */
export type SectionKind = Exclude<PageBlock['type'], LessonBlock['type']>;
export type SectionValues = { [Kind in SectionKind]: Extract<PageBlock, { type: Kind }>['value'] };
export type SectionOf<Kind extends SectionKind> = { [Each in Kind]: { id: string; type: Each; value: SectionValues[Each] } }[Kind];

export interface SectionProps<Kind extends SectionKind> {
  value: SectionValues[Kind];
  /** Whether it stands at the top of a page that has no title of its own. */
  isTitle: boolean;
}

export type SectionComponent<Kind extends SectionKind> = (props: SectionProps<Kind>) => ReactNode | Promise<ReactNode>;
