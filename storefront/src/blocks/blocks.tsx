import { Fragment } from 'react';

import { AssignmentBlock } from './assignment';
import { AudioBlock } from './audio';
import type { BlockComponent, BlockKind, BlockOf, BlockSurroundings } from './block';
import { CalloutBlock } from './callout';
import { CodeBlock } from './code';
import { ColumnsBlock } from './columns';
import { DownloadBlock } from './download';
import { EmbedBlock } from './embed';
import { GalleryBlock } from './gallery';
import { HeadingBlock } from './heading';
import { ImageBlock } from './image';
import { LinkBlock } from './link';
import { NotationBlock } from './notation';
import { QuizBlock } from './quiz';
import { QuoteBlock } from './quote';
import { RichTextBlock } from './rich-text';
import { TableBlock } from './table';
import { VideoBlock } from './video';

// A kind that the API knows and that is missing here fails the type check.
const COMPONENTS: { [Kind in BlockKind]: BlockComponent<Kind> } = {
  assignment: AssignmentBlock,
  audio: AudioBlock,
  callout: CalloutBlock,
  code: CodeBlock,
  columns: ColumnsBlock,
  download: DownloadBlock,
  embed: EmbedBlock,
  gallery: GalleryBlock,
  heading: HeadingBlock,
  image: ImageBlock,
  link: LinkBlock,
  notation: NotationBlock,
  quiz: QuizBlock,
  quote: QuoteBlock,
  rich_text: RichTextBlock,
  table: TableBlock,
  video: VideoBlock,
};

/** Blocks of a lesson, below each other. A kind newer than this storefront is left out. */
export function Blocks({ blocks, around }: { blocks: readonly BlockOf<BlockKind>[]; around: BlockSurroundings }) {
  return blocks.map((block, place) => <Fragment key={block.id || place}>{renderBlock(block, around)}</Fragment>);
}

function renderBlock<Kind extends BlockKind>(block: BlockOf<Kind>, around: BlockSurroundings) {
  const Component: BlockComponent<Kind> | undefined = COMPONENTS[block.type];
  return Component ? <Component id={block.id} value={block.value} around={around} /> : null;
}
