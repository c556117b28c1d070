import { lessonPath } from '@/features/lesson/paths';
import type { QuizQuestionOut } from '@/lib/api/schema';
import { lessonLinks } from '@/lib/lesson-links';

import { Blocks } from '../blocks';

const WORDS: ReadonlySet<string> = new Set(['rich_text', 'heading', 'quote', 'callout', 'code', 'table']);

type Asked = Pick<QuizQuestionOut, 'id' | 'content'>;

const wordsId = ({ id }: Asked, place: number) => `${id}-words-${place}`;

/** The ids of the words that ask, without the players and pictures around them, which say much that is no question. */
export const asks = (question: Asked): string =>
  question.content.flatMap(({ type }, place) => (WORDS.has(type) ? [wordsId(question, place)] : [])).join(' ');

/** What is asked: the blocks of a question as they are in lessons. Needs the messages of the player. */
export function QuestionContent({ question, course }: { question: Asked; course: string }) {
  const around = { linkTo: lessonLinks((id) => lessonPath(course, id)), mainId: null, quizPath: null, assignmentPath: null };
  return question.content.map((block, place) => (
    <div key={block.id || place} id={wordsId(question, place)} className="min-w-0">
      <Blocks blocks={[block]} around={around} />
    </div>
  ));
}
