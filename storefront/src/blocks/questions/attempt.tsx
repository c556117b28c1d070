import { NextIntlClientProvider } from 'next-intl';
import { getMessages, getTranslations } from 'next-intl/server';

import { Arrival } from '@/features/quizzes/arrival';
import type { AskedQuestion } from '@/features/quizzes/answers';
import type { AttemptVisit, WayOn } from '@/features/quizzes/api';
import { AttemptForm } from '@/features/quizzes/attempt-form';
import { quizPath } from '@/features/quizzes/paths';
import { QuizHead } from '@/features/quizzes/quiz-head';
import { ResultHead } from '@/features/quizzes/result-head';
import type { QuizAttemptOut, QuizQuestionOut } from '@/lib/api/schema';
import { Moment } from '@/ui/moment';

import { Question } from './question';
import { asks, listenedParts, QuestionContent } from './question-content';
import { QuestionResult } from './question-result';

/** An attempt at a quiz: its questions to answer, or how it went. */
export async function Attempt({ visit: { attempt, wayOn } }: { visit: AttemptVisit }) {
  const [{ forms, player, quiz: words }, t] = await Promise.all([getMessages(), getTranslations('quiz.attempt')]);
  const { course, lesson, quiz } = attempt;
  const name = t('attempt', { number: attempt.number });
  return (
    <NextIntlClientProvider messages={{ forms, player, quiz: words }}>
      <div className="space-y-8">
        <QuizHead course={course} lesson={lesson} title={quiz.title} crumbs={[{ name: quiz.title, href: quizPath(course.slug, lesson.id, quiz.id) }, { name }]}>
          <p className="mt-2 text-muted">{name}</p>
        </QuizHead>
        <Arrival isOver={wayOn !== null}>{wayOn ? <Result attempt={attempt} wayOn={wayOn} /> : <UnderWay attempt={attempt} />}</Arrival>
      </div>
    </NextIntlClientProvider>
  );
}

function UnderWay({ attempt }: { attempt: QuizAttemptOut }) {
  const { course, lesson, quiz } = attempt;
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- what is drawn here is not sent to scripts a second time
  const questions = attempt.questions.map(({ content, result, ...asked }) => asked);
  return (
    <AttemptForm
      key={attempt.id}
      place={{ course: course.slug, lesson: lesson.id, quiz: quiz.id, attempt: attempt.id }}
      questions={questions}
      secondsLeft={attempt.seconds_left}
      until={attempt.due_at && <Moment at={attempt.due_at} as="clock" />}
    >
      {attempt.questions.map((question, place) => (
        <Asked key={question.id} question={question} asked={questions[place]!} attempt={attempt} />
      ))}
    </AttemptForm>
  );
}

/** A question, or its sounds and then the question where one is to listen first. */
function Asked({ question, asked, attempt: { id, course } }: { question: QuizQuestionOut; asked: AskedQuestion; attempt: QuizAttemptOut }) {
  const { listening } = question;
  if (!listening) {
    return (
      <Question question={asked} asks={asks(question)}>
        <QuestionContent question={question} course={course.slug} />
      </Question>
    );
  }
  const { first, rest, media } = listenedParts(question);
  return (
    <Question
      question={asked}
      asks={asks(question)}
      listening={{ name: `heard:${id}:${question.id}`, plays: listening.plays, media, sounds: <QuestionContent question={first} course={course.slug} /> }}
    >
      <QuestionContent question={rest} course={course.slug} />
    </Question>
  );
}

async function Result({ attempt, wayOn }: { attempt: QuizAttemptOut; wayOn: WayOn }) {
  const t = await getTranslations('quiz.result');
  return (
    <div className="max-w-3xl space-y-10">
      <ResultHead attempt={attempt} wayOn={wayOn} />
      <section aria-labelledby="questions" className="space-y-6">
        <h2 id="questions" className="text-2xl">
          {t('questions')}
        </h2>
        {attempt.questions.map((question) => (
          <QuestionResult key={question.id} question={question} course={attempt.course.slug} />
        ))}
      </section>
    </div>
  );
}
