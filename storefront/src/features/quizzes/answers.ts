import type { QuizAnswer, QuizAnswersInRequest, QuizMark, QuizQuestionOut, QuizTapped } from '@/lib/api/schema';

/** A question without what is drawn of it on the server. */
export type AskedQuestion = Omit<QuizQuestionOut, 'content' | 'result'>;

type Member = 'chosen' | 'text' | 'gaps' | 'pairs' | 'place' | 'marks' | 'rhythm';
type Typed = Iterable<[string, FormDataEntryValue | string]>;

/** What a field of a question is called, so that its form can be read without scripts; `part` is a gap's or an option's id, a mark's number and axis, or how a rhythm is given. */
export const fieldName = (question: string, member: Member, part?: string) => ['q', question, member, part].filter((each) => each !== undefined).join('.');

/** The answers in the fields of a form, by question. What was left empty takes back what was answered before. */
export function readAnswers(fields: Typed): Map<string, QuizAnswer> {
  const answers = new Map<string, QuizAnswer>();
  const places = new Map<string, [place: number, option: string][]>();
  const marks = new Map<string, Map<string, Partial<QuizMark>>>();
  for (const [name, value] of fields) {
    const [sign, question, member, ...rest] = name.split('.');
    if (sign !== 'q' || !question || typeof value !== 'string') continue;
    const part = rest.join('.');
    const answer = answers.get(question) ?? {};
    answers.set(question, answer);
    if (member === 'chosen') answer.chosen = [...(answer.chosen ?? []), ...(value ? [value] : [])];
    else if (member === 'text') answer.text = value;
    else if (member === 'gaps') answer.gaps = { ...answer.gaps, [part]: value };
    else if (member === 'pairs') answer.pairs = { ...answer.pairs, ...(value && { [part]: value }) };
    else if (member === 'marks') noteMark(marks, question, part, value);
    else if (member === 'rhythm') answer.rhythm = tapped(answer.rhythm, part, value);
    else if (member === 'place') places.set(question, [...(places.get(question) ?? []), [Number(value), part]]);
  }
  for (const [question, found] of places) {
    answers.set(question, { order: found.toSorted(([one], [other]) => one - other).map(([, option]) => option) });
  }
  for (const [question, found] of marks) {
    answers.set(question, { marks: [...found.values()].flatMap(({ x, y }) => (x === undefined || y === undefined ? [] : { x, y })) });
  }
  return answers;
}

/** What was written counts and not what was tapped, where a form holds both. */
function tapped(before: QuizTapped | undefined, part: string, value: string): QuizTapped {
  if (part === 'text') return value.trim() ? { text: value } : (before ?? { taps: [] });
  return before?.text ? before : { taps: value.split(',').filter(Boolean).map(Number) };
}

/** `part` is the mark's number and which of its two numbers it is: `0.x`. */
function noteMark(marks: Map<string, Map<string, Partial<QuizMark>>>, question: string, part: string, value: string): void {
  const found = marks.get(question) ?? new Map<string, Partial<QuizMark>>();
  marks.set(question, found);
  const [number, axis] = part.split('.');
  if (!number || !value || (axis !== 'x' && axis !== 'y')) return;
  found.set(number, { ...found.get(number), [axis]: Number(value.replace(',', '.')) });
}

/** What is handed in where scripts run: things that nobody moved are not answered, though their form gives them an order. */
export function answersGiven(fields: Typed, answers: Readonly<Record<string, QuizAnswer | null>>): Map<string, QuizAnswer> {
  return new Map([...readAnswers(fields)].filter(([question, { order }]) => !order || answers[question]?.order));
}

/** The fields of a form as a server action gave them back. */
export const typedBefore = (values: Record<string, string | string[]> = {}): Typed =>
  Object.entries(values).flatMap(([name, typed]) => [typed].flat().map((value): [string, string] => [name, value]));

export const answersIn = (answers: ReadonlyMap<string, QuizAnswer>): QuizAnswersInRequest => ({
  answers: [...answers].map(([question, answer]) => ({ question, answer })),
});

/** The options of a question in the order that was given to them, or else as they were shown. */
export function orderOf({ options }: Pick<AskedQuestion, 'options'>, answer: QuizAnswer | null): string[] {
  const shown = options.map(({ id }) => id);
  const given = (answer?.order ?? []).filter((id) => shown.includes(id));
  return [...given, ...shown.filter((id) => !given.includes(id))];
}

export const gapsOf = ({ gaps }: Pick<AskedQuestion, 'gaps'>): string[] => gaps.flatMap(({ gap }) => gap ?? []);

/** Whether nothing of the question is left open. */
export function isAnswered(question: AskedQuestion, answer: QuizAnswer | null): boolean {
  if (!answer) return false;
  switch (question.kind) {
    case 'single_choice':
    case 'multiple_choice':
    case 'true_false':
      return !!answer.chosen?.length;
    case 'short_text':
    case 'numeric':
      return !!answer.text?.trim();
    case 'gaps':
      return gapsOf(question).every((gap) => answer.gaps?.[gap]?.trim());
    case 'matching':
      return question.options.every(({ id }) => answer.pairs?.[id]);
    case 'ordering':
      return !!answer.order;
    case 'hotspot':
      return answer.marks?.length === (question.wanted ?? 1);
    case 'rhythm':
      return !!answer.rhythm?.taps?.length || !!answer.rhythm?.text?.trim();
  }
}

/** Whether two answers to a question look the same on the page. */
export function isSameAnswer(question: AskedQuestion, one: QuizAnswer | null, other: QuizAnswer | null): boolean {
  const look = (answer: QuizAnswer | null) =>
    JSON.stringify([
      answer?.chosen?.toSorted() ?? [],
      answer?.text ?? '',
      gapsOf(question).map((gap) => answer?.gaps?.[gap] ?? ''),
      question.kind === 'matching' ? question.options.map(({ id }) => answer?.pairs?.[id] ?? '') : [],
      question.kind === 'ordering' ? orderOf(question, answer) : [],
      (answer?.marks ?? []).map(({ x, y }) => [x, y]),
      [answer?.rhythm?.taps ?? [], answer?.rhythm?.text ?? ''],
    ]);
  return look(one) === look(other);
}
