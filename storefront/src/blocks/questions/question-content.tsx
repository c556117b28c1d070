import { lessonPath } from '@/features/lesson/paths';
import type { QuizQuestionOut } from '@/lib/api/schema';
import { lessonLinks } from '@/lib/lesson-links';

import { Blocks } from '../blocks';

const WORDS: ReadonlySet<string> = new Set(['rich_text', 'heading', 'quote', 'callout', 'code', 'table']);

type Asked = Pick<QuizQuestionOut, 'id' | 'content'>;

const wordsId = ({ id }: Asked, block: Asked['content'][number]) => `${id}-words-${block.id}`;

/** The ids of the words that ask, without the players and pictures around them, which say much that is no question. */
export const asks = (question: Asked): string =>
  question.content.flatMap((block) => (WORDS.has(block.type) ? [wordsId(question, block)] : [])).join(' ');

const SOUNDS: ReadonlySet<string> = new Set(['audio', 'video']);

/** What is heard first of a question that waits for it, and what is shown afterwards. */
export function listenedParts<Q extends Asked>(question: Q): { first: Q; rest: Q; media: number } {
  const end = question.content.findLastIndex(({ type }) => SOUNDS.has(type)) + 1;
  const part = (content: Q['content']) => ({ ...question, content });
  const first = question.content.slice(0, end);
  return { first: part(first), rest: part(question.content.slice(end)), media: first.filter(({ type }) => SOUNDS.has(type)).length };
}

/** What is asked: the blocks of a question as they are in lessons. Needs the messages of the player. */
export function QuestionContent({ question, course }: { question: Asked; course: string }) {
  const around = { linkTo: lessonLinks((id) => lessonPath(course, id)), mainId: null, quizPath: null, assignmentPath: null };
  return question.content.map((block, place) => (
    <div key={block.id || place} id={wordsId(question, block)} className="min-w-0">
      <Blocks blocks={[block]} around={around} />
    </div>
  ));
}
