import { expect, test } from 'vitest';

import type { QuizQuestionOutKindEnum } from '@/lib/api/schema';

import { answersGiven, answersIn, fieldName, isAnswered, isSameAnswer, readAnswers, typedBefore, type AskedQuestion } from './answers';

const Q = '9c2f4b7a-1d3e-4f5a-8b6c-7d8e9f0a1b03';
const asked = (kind: QuizQuestionOutKindEnum, parts: Partial<AskedQuestion> = {}): AskedQuestion => ({
  id: Q,
  number: 1,
  kind,
  points: 1,
  options: [
    { id: 'a', text: 'A' },
    { id: 'b', text: 'B' },
  ],
  gaps: [{ text: 'One ' }, { gap: '0', options: null }, { gap: '1', options: ['x'] }],
  targets: [{ id: 't', text: 'T' }],
  unit: '',
  picture: null,
  wanted: null,
  listening: null,
  rhythm: null,
  answer: null,
  ...parts,
});
const read = (...fields: [string, string][]) => readAnswers(fields).get(Q);

test('each kind of field is read back, by question', () => {
  expect(read([fieldName(Q, 'chosen'), ''], [fieldName(Q, 'chosen'), 'a'], [fieldName(Q, 'chosen'), 'b'])).toEqual({ chosen: ['a', 'b'] });
  expect(read([fieldName(Q, 'text'), ' 4,5 '])).toEqual({ text: ' 4,5 ' });
  expect(read([fieldName(Q, 'gaps', '0'), 'andante'], [fieldName(Q, 'gaps', '1'), ''])).toEqual({ gaps: { 0: 'andante', 1: '' } });
  expect(read([fieldName(Q, 'pairs', 'a'), 't'], [fieldName(Q, 'pairs', 'b'), ''])).toEqual({ pairs: { a: 't' } });
});

test('without scripts the order is that of the places, and who has the same place stays as it was', () => {
  const order = ([a, b, c]: string[]) => read([fieldName(Q, 'place', 'a'), a!], [fieldName(Q, 'place', 'b'), b!], [fieldName(Q, 'place', 'c'), c!])?.order;
  expect(order(['3', '1', '2'])).toEqual(['b', 'c', 'a']);
  expect(order(['1', '1', '1'])).toEqual(['a', 'b', 'c']);
  expect(order(['10', '9', '1'])).toEqual(['c', 'b', 'a']);
});

test('what was left empty takes back what was answered before', () => {
  expect(read([fieldName(Q, 'chosen'), ''])).toEqual({ chosen: [] });
  expect(read([fieldName(Q, 'pairs', 'a'), ''])).toEqual({ pairs: {} });
});

test('marks are read from two numbers each, and half of one is none', () => {
  const fields: [string, string][] = [
    [fieldName(Q, 'marks', '0.x'), '12.5'],
    [fieldName(Q, 'marks', '0.y'), '30,25'],
    [fieldName(Q, 'marks', '1.x'), '80'],
    [fieldName(Q, 'marks', '1.y'), ''],
  ];
  expect(read(...fields)).toEqual({ marks: [{ x: 12.5, y: 30.25 }] });
  expect(read([fieldName(Q, 'marks', '0.x'), ''], [fieldName(Q, 'marks', '0.y'), ''])).toEqual({ marks: [] });
});

test('other fields are no answers', () => {
  expect([...readAnswers([['attempt', 'x'], ['$ACTION_ID', 'y'], ['q', 'z']])]).toEqual([]);
});

test('an order is handed in once something was moved', () => {
  const fields: [string, string][] = [
    [fieldName(Q, 'place', 'a'), '2'],
    [fieldName(Q, 'place', 'b'), '1'],
    [fieldName('other', 'text'), 'words'],
  ];
  expect([...answersGiven(fields, { [Q]: null }).keys()]).toEqual(['other']);
  expect(answersGiven(fields, { [Q]: { order: ['b', 'a'] } }).get(Q)).toEqual({ order: ['b', 'a'] });
});

test('what an action gave back is read as the form was', () => {
  const values = { [fieldName(Q, 'chosen')]: ['', 'a'], [fieldName('other', 'text')]: 'words', attempt: 'x' };
  expect(answersIn(readAnswers(typedBefore(values)))).toEqual({
    answers: [
      { question: Q, answer: { chosen: ['a'] } },
      { question: 'other', answer: { text: 'words' } },
    ],
  });
});

test.each([
  ['single_choice', { chosen: [] }, { chosen: ['a'] }],
  ['true_false', {}, { chosen: ['true'] }],
  ['multiple_choice', { chosen: [] }, { chosen: ['a', 'b'] }],
  ['short_text', { text: '  ' }, { text: 'Bach' }],
  ['numeric', { text: '' }, { text: '0' }],
  ['gaps', { gaps: { 0: 'one' } }, { gaps: { 0: 'one', 1: 'x' } }],
  ['matching', { pairs: { a: 't' } }, { pairs: { a: 't', b: 't' } }],
  ['ordering', {}, { order: ['a', 'b'] }],
  ['hotspot', { marks: [] }, { marks: [{ x: 1, y: 2 }] }],
] as const)('%s is answered once nothing of it is open', (kind, open, whole) => {
  expect(isAnswered(asked(kind), null)).toBe(false);
  expect(isAnswered(asked(kind), structuredClone(open) as object)).toBe(false);
  expect(isAnswered(asked(kind), structuredClone(whole) as object)).toBe(true);
});

test('answers that look the same are the same', () => {
  expect(isSameAnswer(asked('multiple_choice'), { chosen: ['b', 'a'] }, { chosen: ['a', 'b'] })).toBe(true);
  expect(isSameAnswer(asked('short_text'), null, { text: '' })).toBe(true);
  expect(isSameAnswer(asked('gaps'), null, { gaps: { 0: '', 1: '' } })).toBe(true);
  expect(isSameAnswer(asked('gaps'), null, { gaps: { 0: '', 1: 'x' } })).toBe(false);
  expect(isSameAnswer(asked('ordering'), null, { order: ['a', 'b'] })).toBe(true);
  expect(isSameAnswer(asked('ordering'), null, { order: ['b', 'a'] })).toBe(false);
  expect(isSameAnswer(asked('hotspot'), null, { marks: [] })).toBe(true);
  expect(isSameAnswer(asked('hotspot'), { marks: [{ x: 1, y: 2 }] }, { marks: [{ x: 1, y: 3 }] })).toBe(false);
  expect(isSameAnswer(asked('matching'), { pairs: {} }, { pairs: { a: 't' } })).toBe(false);
});
