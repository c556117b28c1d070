import { describe, expect, it } from 'vitest';

import { questionsHref, readQuestionsChoice } from './query';

describe('which questions somebody wants to read', () => {
  it('is the newest of the lesson where the address says nothing sensible', () => {
    expect(readQuestionsChoice({ sort: 'odd', q: '  ', in: 'world' })).toEqual({ sort: 'new', words: '', everywhere: false, cursor: '' });
  });

  it('comes back from the address that was made of it', () => {
    const choice = { sort: 'helpful', words: 'left & right', everywhere: true, cursor: 'a:b' } as const;
    const { searchParams, pathname } = new URL(questionsHref('salsa', 'l1', choice), 'https://perfomix.example');
    expect(pathname).toBe('/courses/salsa/lessons/l1/questions');
    expect(readQuestionsChoice(Object.fromEntries(searchParams))).toEqual(choice);
  });

  it('is no longer than the API takes', () => {
    expect(readQuestionsChoice({ q: 'x'.repeat(999) }).words).toHaveLength(200);
  });
});
