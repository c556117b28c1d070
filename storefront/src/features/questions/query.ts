import { lessonPath } from '@/features/lesson/paths';

export const SORTS = ['new', 'helpful', 'unanswered'] as const;

/** Which questions somebody wants to read. */
export interface QuestionsChoice {
  sort: (typeof SORTS)[number];
  words: string;
  /** Of all lessons of the course. */
  everywhere: boolean;
  cursor: string;
}

const LONGEST_WORDS = 200;

/** What an address asks for; whatever makes no sense in it is left out. */
export function readQuestionsChoice(params: Record<string, string | string[] | undefined>): QuestionsChoice {
  const one = (name: string) => [params[name]].flat()[0] ?? '';
  return {
    sort: SORTS.find((sort) => sort === one('sort')) ?? 'new',
    words: one('q').trim().slice(0, LONGEST_WORDS),
    everywhere: one('in') === 'course',
    cursor: one('cursor'),
  };
}

/** The address of the questions of a lesson, or of its whole course. */
export function questionsHref(course: string, lesson: string, choice: Partial<QuestionsChoice> = {}): string {
  const params = new URLSearchParams();
  if (choice.everywhere) params.set('in', 'course');
  if (choice.sort && choice.sort !== 'new') params.set('sort', choice.sort);
  if (choice.words) params.set('q', choice.words);
  if (choice.cursor) params.set('cursor', choice.cursor);
  const text = params.toString();
  return `${lessonPath(course, lesson)}/questions${text && `?${text}`}`;
}
