import type { QuizAnswer, QuizAnswersInRequest, QuizQuestionOut } from '@/lib/api/schema';

/** A question without what is drawn of it on the server. */
export type AskedQuestion = Omit<QuizQuestionOut, 'content' | 'result'>;

type Member = 'chosen' | 'text' | 'gaps' | 'pairs' | 'place';
type Typed = Iterable<[string, FormDataEntryValue | string]>;

/** What a field of a question is called, so that its form can be read without scripts; `part` is a gap's or an option's id. */
export const fieldName = (question: string, member: Member, part?: string) => ['q', question, member, part].filter((each) => each !== undefined).join('.');

/** The answers in the fields of a form, by question. What was left empty takes back what was answered before. */
export function readAnswers(fields: Typed): Map<string, QuizAnswer> {
  const answers = new Map<string, QuizAnswer>();
  const places = new Map<string, [place: number, option: string][]>();
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
    else if (member === 'place') places.set(question, [...(places.get(question) ?? []), [Number(value), part]]);
  }
  for (const [question, found] of places) {
    answers.set(question, { order: found.toSorted(([one], [other]) => one - other).map(([, option]) => option) });
  }
  return answers;
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
    ]);
  return look(one) === look(other);
}
