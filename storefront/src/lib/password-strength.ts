export const SHORTEST = 8;
export type Strength = 'none' | 'short' | 'weak' | 'fair' | 'strong';

const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const USUAL = /passw[o0]rd|letmein|welcome|admin|iloveyou|dance|ballet|perfomix|monkey|dragon|football|sunshine|princess/gi;

/**
 * A rough word for how hard a password is to guess, while it is typed; the API decides. `known` are words that others
 * know of the person.
 */
export function strengthOf(password: string, known: string[] = []): Strength {
  if (!password) return 'none';
  if ([...password].length < SHORTEST) return 'short';
  let guessable = password.toLowerCase().replace(USUAL, 'x');
  for (const word of known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))) {
    if (word.length > 2) guessable = guessable.replaceAll(word, 'x');
  }
  const bits = countSurprises(guessable) * Math.log2(alphabet(password));
  return bits < 35 ? 'weak' : bits < 60 ? 'fair' : 'strong';
}

/** Letters that do not just go on from the one before. */
function countSurprises(text: string): number {
  return [...text].filter((letter, index, all) => {
    const before = all[index - 1];
    return before === undefined || (letter !== before && !ROWS.some((row) => follows(row, before, letter)));
  }).length;
}

const follows = (row: string, one: string, two: string) => row.includes(one + two) || row.includes(two + one);

function alphabet(password: string): number {
  const kinds: [RegExp, number][] = [[/\p{Ll}/u, 26], [/\p{Lu}/u, 26], [/\p{N}/u, 10], [/[^\p{L}\p{N}]/u, 20]];
  return kinds.reduce((size, [kind, letters]) => size + (kind.test(password) ? letters : 0), 0);
}
