import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Keeper } from './keeper';
import { LOOPS, type NamedLoop } from './loops';
import { MemoryStore } from './memory-store';
import { NOTES } from './notes';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const turn: NamedLoop = { id: 'a', block: 'film', name: 'The turn', from: 12.5, to: 18 };
const step: NamedLoop = { id: 'b', block: 'film', name: 'The step', from: 1, to: 2 };

/** What the API keeps, and how it answers while `mood` says so. */
function api() {
  const kept = new Map<string, Record<string, unknown>>();
  const asked: string[] = [];
  const world = {
    kept,
    asked,
    mood: 'good' as 'good' | 'away' | 'broken' | 'signed out' | 'full',
    send: vi.fn((address: string, init: RequestInit = {}) => {
      const method = init.method ?? 'GET';
      const id = address.split('/loops/')[1] ?? '';
      asked.push(`${method} ${id}`.trim());
      if (world.mood === 'away') return Promise.reject(new TypeError('away'));
      if (world.mood === 'broken') return Promise.resolve(new Response('', { status: 503 }));
      if (world.mood === 'signed out') return Promise.resolve(new Response('', { status: 401 }));
      if (method === 'GET') return Promise.resolve(Response.json({ loops: [...kept.values()] }));
      if (world.mood === 'full') return Promise.resolve(new Response('{}', { status: 409 }));
      if (method === 'DELETE') return Promise.resolve(new Response(null, { status: kept.delete(id) ? 204 : 404 }));
      kept.set(id, { id, created_at: '', ...(JSON.parse(String(init.body)) as object) });
      return Promise.resolve(Response.json(kept.get(id)));
    }),
  };
  return world;
}

function keeperOf(world: ReturnType<typeof api>, store = new MemoryStore(), person = 'me') {
  const keeper = new Keeper(LOOPS, store, person, 'lesson', world.send as never);
  const leave = keeper.subscribe(() => {});
  return { keeper, store, leave };
}

const settled = () => vi.advanceTimersByTimeAsync(1);
const names = (keeper: Keeper<NamedLoop>) => keeper.snapshot().things.map(({ name }) => name);

test('what one device keeps, another finds, in the order of the film', async () => {
  const world = api();
  const { keeper } = keeperOf(world);
  keeper.keep(turn);
  keeper.keep(step);
  await settled();
  const { keeper: other } = keeperOf(world);
  await settled();
  expect(other.snapshot()).toEqual({ things: [step, turn], state: 'kept' });
  expect(world.kept.get('a')).toMatchObject({ block: 'film', name: 'The turn', start_ms: 12500, end_ms: 18000 });
});

test('it asks once, when somebody listens', async () => {
  const world = api();
  const keeper = new Keeper(LOOPS, new MemoryStore(), 'me', 'lesson', world.send as never);
  await settled();
  expect(world.asked).toEqual([]);
  keeper.subscribe(() => {});
  keeper.subscribe(() => {});
  await settled();
  expect(world.asked).toEqual(['GET']);
});

test.each(['away', 'broken'] as const)('while the API is %s loops are used here, and sent when it is back', async (mood) => {
  const world = api();
  world.mood = mood;
  const { keeper, store } = keeperOf(world);
  keeper.keep(turn);
  await settled();
  expect(keeper.snapshot()).toEqual({ things: [turn], state: 'waiting' });
  const { keeper: reloaded } = keeperOf(world, store);
  expect(names(reloaded)).toEqual(['The turn']);
  world.mood = 'good';
  await vi.advanceTimersByTimeAsync(120_000);
  expect(keeper.snapshot().state).toBe('kept');
  expect([...world.kept.keys()]).toEqual(['a']);
});

test('of several changes to a loop the last is sent', async () => {
  const world = api();
  world.mood = 'away';
  const { keeper } = keeperOf(world);
  keeper.keep(turn);
  keeper.keep({ ...turn, name: 'The slow turn' });
  keeper.keep(step);
  keeper.forget('b');
  await settled();
  world.mood = 'good';
  world.asked.length = 0;
  await keeper.sync();
  expect(world.asked).toEqual(['PUT a', 'DELETE b', 'GET']);
  expect(names(keeper)).toEqual(['The slow turn']);
});

test('what was done while its answer was on the way is sent anew', async () => {
  const world = api();
  const { keeper } = keeperOf(world);
  await settled();
  keeper.keep(turn);
  keeper.keep({ ...turn, name: 'The slow turn' });
  await settled();
  expect(world.kept.get('a')).toMatchObject({ name: 'The slow turn' });
  expect(names(keeper)).toEqual(['The slow turn']);
});

test('an ended session keeps them here until the person is back', async () => {
  const world = api();
  const { keeper } = keeperOf(world);
  await settled();
  world.mood = 'signed out';
  keeper.keep(turn);
  await settled();
  expect(keeper.snapshot()).toEqual({ things: [turn], state: 'signed-out' });
  world.mood = 'good';
  await keeper.sync();
  expect(keeper.snapshot()).toEqual({ things: [turn], state: 'kept' });
});

test('one too many is said and not shown as kept', async () => {
  const world = api();
  const { keeper } = keeperOf(world);
  await settled();
  world.mood = 'full';
  keeper.keep(turn);
  await settled();
  expect(keeper.snapshot()).toEqual({ things: [], state: 'full' });
  world.mood = 'good';
  keeper.keep(step);
  await settled();
  expect(keeper.snapshot()).toEqual({ things: [step], state: 'kept' });
});

test('one forgotten elsewhere already is forgotten', async () => {
  const world = api();
  const { keeper } = keeperOf(world);
  keeper.keep(turn);
  await settled();
  world.kept.clear();
  keeper.forget('a');
  await settled();
  expect(keeper.snapshot()).toEqual({ things: [], state: 'kept' });
});

test('without a network the loops of last time are there; another person finds none of them', async () => {
  const world = api();
  const { keeper, store } = keeperOf(world);
  keeper.keep(turn);
  await settled();
  world.mood = 'away';
  expect(names(keeperOf(world, store).keeper)).toEqual(['The turn']);
  expect(names(keeperOf(world, store, 'another').keeper)).toEqual([]);
});

test('two pages neither overwrite nor settle each other’s', async () => {
  const world = api();
  const { keeper: one, store } = keeperOf(world);
  const { keeper: other } = keeperOf(world, store);
  await settled();
  world.mood = 'away';
  one.keep(turn);
  other.keep(step);
  await settled();
  world.mood = 'good';
  await one.sync();
  expect([...world.kept.keys()].sort()).toEqual(['a', 'b']);
  store.setItem('loops.me.lesson.c', '{"half');
  await other.sync();
  expect(names(other)).toEqual(['The step', 'The turn']);
});

test('notes are kept at their moments, beside the loops', async () => {
  const kept: object[] = [];
  const send = vi.fn((address: string, init: RequestInit = {}) => {
    if (init.body) kept.push({ address, ...(JSON.parse(String(init.body)) as object) });
    return Promise.resolve(Response.json({ notes: [{ id: 'n', block: 'film', at_ms: 500, text: 'Breathe', created_at: '' }] }));
  });
  const keeper = new Keeper(NOTES, new MemoryStore(), 'me', 'lesson', send as never);
  keeper.subscribe(() => {});
  await settled();
  keeper.keep({ id: 'm', block: 'film', at: 0.25, text: 'Feet first' });
  await settled();
  expect(kept).toEqual([{ address: '/api/v1/me/lessons/lesson/notes/m', block: 'film', at_ms: 250, text: 'Feet first' }]);
  expect(keeper.snapshot().things.map(({ text }) => text)).toEqual(['Feet first', 'Breathe']);
});
