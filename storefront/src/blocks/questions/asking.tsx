import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NextIntlClientProvider } from 'next-intl';
import { useState } from 'react';
import { afterEach, vi } from 'vitest';

import { readAnswers, type AskedQuestion } from '@/features/quizzes/answers';
import { AttemptContext } from '@/features/quizzes/attempt-context';
import type { QuizAnswer, QuizQuestionOutKindEnum } from '@/lib/api/schema';
import quiz from '@/messages/en/quiz.json';

import { Question } from './question';

afterEach(cleanup);

export const part = (id: string, text: string) => ({ id, text });
const OPTIONS = [part('a', 'Bach'), part('b', 'Haydn'), part('c', 'Mozart')];
export const give = vi.fn<(question: string, answer: QuizAnswer) => void>();

function Answered({ question, error }: { question: AskedQuestion; error?: string }) {
  const [answer, setAnswer] = useState(question.answer);
  const parts = {
    answers: { [question.id]: answer },
    errors: error ? { [question.id]: error } : {},
    give: (id: string, given: QuizAnswer) => {
      give(id, given);
      setAnswer(given);
    },
  };
  return (
    <AttemptContext value={parts}>
      <form aria-label="attempt">
        <Question question={question} asks="asks">
          <p id="asks">Who wrote it?</p>
        </Question>
      </form>
    </AttemptContext>
  );
}

/** Shows a question of that kind as in an attempt. */
export function ask(kind: QuizQuestionOutKindEnum, { error, ...parts }: Partial<AskedQuestion> & { error?: string } = {}) {
  give.mockReset();
  const question: AskedQuestion = { id: 'q1', number: 3, kind, points: 2, options: OPTIONS, gaps: [], targets: [], unit: '', picture: null, wanted: null, rhythm: null, listening: null, answer: null, ...parts };
  render(
    <NextIntlClientProvider locale="en" messages={{ quiz }}>
      <Answered question={question} error={error} />
    </NextIntlClientProvider>,
  );
  return userEvent.setup();
}
/** What was answered last. */
export const answer = () => give.mock.lastCall?.[1];
/** What the form holds, as the server would read it without scripts. */
export const inForm = () => readAnswers(new FormData(screen.getByRole<HTMLFormElement>('form'))).get('q1');
