import { createTranslator } from 'next-intl';
import { renderToReadableStream } from 'react-dom/server.browser';
import { screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

import type { QuizQuestionOut, QuizResultOut } from '@/lib/api/schema';
import quiz from '@/messages/en/quiz.json';

import { QuestionResult } from './question-result';

vi.mock('next-intl/server', () => ({
  getLocale: async () => 'en',
  getTranslations: async (namespace: 'quiz') => createTranslator({ locale: 'en', messages: { quiz }, namespace }),
}));
vi.mock('@/i18n/navigation', () => ({ Link: (props: object) => <a {...props} /> }));

afterEach(() => void (document.body.innerHTML = ''));

const part = (id: string, text: string) => ({ id, text });
const wrong: QuizResultOut = { points: 0, is_right: false, feedback: '', right: null, option_feedback: {}, areas: [], taps: null };
const right: QuizResultOut = { ...wrong, points: 2, is_right: true };

async function show(question: Partial<QuizQuestionOut>) {
  const whole: QuizQuestionOut = {
    id: 'q1',
    number: 3,
    kind: 'single_choice',
    points: 2,
    content: [{ id: 'w', type: 'rich_text', value: { html: '<p>Who wrote it?</p>' } }],
    options: [part('a', 'Bach'), part('b', 'Haydn'), part('c', 'Mozart')],
    gaps: [],
    targets: [],
    unit: '',
    picture: null,
    wanted: null,
    listening: null,
    rhythm: null,
    answer: null,
    result: wrong,
    ...question,
  };
  const stream = await renderToReadableStream(<QuestionResult question={whole} course="c" />);
  await stream.allReady;
  document.body.innerHTML = (await new Response(stream).text()).replaceAll('<!-- -->', '');
  return within(screen.getByRole('region', { name: 'Question 3' }));
}
const lines = (list: HTMLElement) => within(list).getAllByRole('listitem').map(({ textContent }) => textContent);
const described = (term: string) => screen.getByText(term).parentElement!.querySelector('dd')!;

test('what was asked, how it went and the points are told in words', async () => {
  const shown = await show({ answer: { chosen: ['a'] }, result: { ...right, feedback: 'Listen to the bass.' } });
  for (const words of ['Who wrote it?', 'Right', '2 of 2 points', 'Listen to the bass.']) expect(shown.getByText(words)).toBeTruthy();
});

test.each([
  [{ answer: { chosen: ['b'] } }, 'Not right', '0 of 2 points'],
  [{ answer: { chosen: ['b'] }, result: { ...wrong, points: 0.5 } }, 'Partly right', '0.5 of 2 points'],
  [{ answer: { chosen: [] } }, 'Not answered', '0 of 2 points'],
  [{ answer: null }, 'Not answered', '0 of 2 points'],
])('%o', async (question, mark, points) => {
  const shown = await show(question);
  expect(shown.getByText(mark)).toBeTruthy();
  expect(shown.getByText(points)).toBeTruthy();
});

test('of choices it is told which was chosen, which is right, and what is said about them', async () => {
  await show({ answer: { chosen: ['b'] }, result: { ...wrong, right: { chosen: ['a'] }, option_feedback: { b: 'A generation later.' } } });
  expect(lines(screen.getByRole('list'))).toEqual(['Bachright answer', 'Haydnyou chose thisA generation later.', 'Mozart']);
  expect(screen.getAllByRole('listitem')[1]?.innerHTML).toContain('#wrong');
});

test('where right answers are not shown a wrong choice gives nothing away', async () => {
  await show({ answer: { chosen: ['b'] } });
  expect(lines(screen.getByRole('list'))).toEqual(['Bach', 'Haydnyou chose this', 'Mozart']);
  expect(screen.getByRole('list').innerHTML).not.toMatch(/#(wrong|done)/);
});

test.each<[string, Partial<QuizQuestionOut>, string, string]>([
  ['short_text', { options: [], answer: { text: 'Hayden' }, result: { ...wrong, right: { text: 'Haydn' } } }, 'Hayden', 'Haydn'],
  ['numeric', { options: [], unit: 'bpm', answer: { text: '60' }, result: { ...wrong, right: { text: '72' } } }, '60 bpm', '72 bpm'],
  [
    'gaps',
    {
      options: [],
      gaps: [{ text: 'In ' }, { gap: '0', options: null }, { text: ', ' }, { gap: '1', options: null }],
      answer: { gaps: { 0: 'C', 1: '' } },
      result: { ...wrong, right: { gaps: { 0: 'G', 1: 'slowly' } } },
    },
    'In C, empty',
    'In G, slowly',
  ],
  ['ordering', { answer: { order: ['b', 'a', 'c'] }, result: { ...wrong, right: { order: ['a', 'b', 'c'] } } }, 'HaydnBachMozart', 'BachHaydnMozart'],
  [
    'matching',
    {
      options: [part('a', 'Bach'), part('b', 'Haydn')],
      targets: [part('t1', 'Leipzig'), part('t2', 'Vienna')],
      answer: { pairs: { a: 't2' } },
      result: { ...wrong, right: { pairs: { a: 't1', b: 't2' } } },
    },
    'Bachgoes withViennaHaydngoes withnone',
    'Bachgoes withLeipzigHaydngoes withVienna',
  ],
])('of %s what was answered and what is right stand beside each other', async (kind, question, yours, rightAnswer) => {
  await show({ ...question, kind: kind as QuizQuestionOut['kind'] });
  expect(described('Your answer').textContent?.trim()).toBe(yours);
  expect(described('Right answer').textContent?.trim()).toBe(rightAnswer);
});

test('a right answer is not told twice', async () => {
  await show({ kind: 'short_text', options: [], answer: { text: 'haydn' }, result: { ...right, right: { text: 'Haydn' } } });
  expect(screen.queryByText('Right answer')).toBeNull();
});

const staff = {
  image: { id: 'i', url: '/i', title: 'Staff', content_type: 'image/png', width: 400, height: 200, focal_point: null, placeholder: null },
  alt_text: 'A staff',
  caption_html: '',
};
const corners = [
  { x: 10, y: 10 },
  { x: 30, y: 40 },
];
const areas: QuizResultOut['areas'] = [
  { name: 'the treble clef', shape: 'rectangle', corners, is_found: true },
  { name: 'the bass clef', shape: 'ellipse', corners, is_found: false },
];

test('of a picture it is told where it was marked, and which right places were found', async () => {
  const marked: Partial<QuizQuestionOut> = { kind: 'hotspot', options: [], picture: staff, wanted: 2, answer: { marks: [{ x: 12.4, y: 20 }] } };
  const shown = await show({ ...marked, result: { ...wrong, points: 1, areas } });
  expect(shown.getByRole('img', { name: 'A staff' })).toBeTruthy();
  expect(shown.getByText('Partly right')).toBeTruthy();
  expect(shown.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Mark 1: 12 % from the left, 20 % from the top',
    'the treble clef: found',
    'the bass clef: not found',
  ]);
  expect(document.querySelectorAll('.picture-marks rect.line, .picture-marks ellipse.line')).toHaveLength(2);
  // A picture is as wide as 100 and half as high: an ellipse from 10 to 40 percent of its height.
  expect(document.querySelector('ellipse.line')?.getAttribute('ry')).toBe('7.5');
});

test('where right places are not told none is drawn', async () => {
  const shown = await show({ kind: 'hotspot', options: [], picture: staff, wanted: 1, answer: null });
  expect(shown.getByText('none')).toBeTruthy();
  expect(shown.queryByText('Right places')).toBeNull();
  expect(document.querySelectorAll('.picture-marks > *')).toHaveLength(0);
});

vi.mock('@/features/score/score', () => ({ Score: ({ source }: { source: string }) => <pre>{source}</pre> }));

const taps: QuizResultOut['taps'] = {
  pattern: '1 1/2 1/2 r1 1',
  abc: 'X:1',
  offset_ms: 40,
  onsets: [
    { at_ms: 0, off_ms: 4 },
    { at_ms: 500, off_ms: -30 },
    { at_ms: 750, off_ms: 45 },
    { at_ms: 1500, off_ms: null },
  ],
  extra: 1,
};

test('of a rhythm it is told which notes were hit, early, late or missed', async () => {
  const tapped: Partial<QuizQuestionOut> = { kind: 'rhythm', options: [], answer: { rhythm: { taps: [44, 510, 835, 1200] } } };
  const shown = await show({ ...tapped, result: { ...wrong, points: 1, taps } });
  expect(shown.getByText('4 taps')).toBeTruthy();
  expect(shown.getByText('3 of 4 notes hit, 1 tap too many.')).toBeTruthy();
  expect(shown.getByText('Your taps came 40 milliseconds late on the whole. That counts for nothing.')).toBeTruthy();
  expect(shown.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Note 1: on time',
    'Note 2: 30 milliseconds early',
    'Note 3: 45 milliseconds late',
    'Note 4: missed',
  ]);
  expect(shown.getByText('1 1/2 1/2 r1 1')).toBeTruthy();
});

test('a rhythm that may not be told is not', async () => {
  const shown = await show({ kind: 'rhythm', options: [], answer: { rhythm: { text: '1 1' } }, result: { ...wrong, taps: null } });
  expect(shown.getByText('1 1')).toBeTruthy();
  expect(shown.queryByText('The rhythm')).toBeNull();
  expect(shown.queryByRole('list')).toBeNull();
});
