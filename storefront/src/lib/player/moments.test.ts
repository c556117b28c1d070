import { describe, expect, it } from 'vitest';

import { enlist, momentHash, momentIn, whereItStands } from './moments';

const BLOCK = 'c0a8012e-4b1d-4f6a-9d2b-0a4a4d7f1a10';
const player = (paused: boolean, currentTime: number) => ({ paused, currentTime }) as HTMLMediaElement;

describe('moments of films', () => {
  it('come back from the address that was made of them', () => {
    expect(momentIn(momentHash({ block: BLOCK, seconds: 83.25 }))).toEqual({ block: BLOCK, seconds: 83.25 });
  });

  it('are read from nothing else', () => {
    for (const hash of ['', '#contents', `#at-${BLOCK}`, `#at-${BLOCK}--1`, `#at-x-5`, `#at-${BLOCK}-1e3`]) expect(momentIn(hash)).toBeNull();
  });

  it('are those of the film that plays, else of the one that was begun', () => {
    expect(whereItStands()).toBeNull();
    const leave = [enlist('a', player(true, 0)), enlist('b', player(true, 7)), enlist('c', player(false, 0))];
    expect(whereItStands()).toEqual({ block: 'c', seconds: 0 });
    leave[2]?.();
    expect(whereItStands()).toEqual({ block: 'b', seconds: 7 });
    leave[1]?.();
    expect(whereItStands()).toEqual({ block: 'a', seconds: 0 });
    leave[0]?.();
    expect(whereItStands()).toBeNull();
  });
});
