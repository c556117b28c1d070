import type { ReactNode } from 'react';

import type { LessonBlock } from '@/lib/api/schema';

export type BlockKind = LessonBlock['type'];
/** What stands in a block of each kind. */
export type BlockValues = { [Kind in BlockKind]: Extract<LessonBlock, { type: Kind }>['value'] };
export type BlockOf<Kind extends BlockKind> = { [Each in Kind]: { id: string; type: Each; value: BlockValues[Each] } }[Kind];

/** What a block must know of the lesson around it. */
export interface BlockSurroundings {
  /** Where a link within the text leads here. */
  linkTo: (href: string) => string;
  /** The film or sound whose position is kept as the lesson's: the first of our own. */
  mainId: string | null;
  /** The address of a quiz of the lesson; null where nobody can answer one, as in previews. */
  quizPath: ((quiz: string) => string) | null;
  /** The same of an assignment. */
  assignmentPath: ((assignment: string) => string) | null;
}

export interface BlockProps<Kind extends BlockKind> {
  id: string;
  value: BlockValues[Kind];
  around: BlockSurroundings;
}

export type BlockComponent<Kind extends BlockKind> = (props: BlockProps<Kind>) => ReactNode | Promise<ReactNode>;
