const WORDS =
  'input:not([type=range], [type=button], [type=checkbox], [type=radio]), textarea, select, [contenteditable=""], [contenteditable=true]';
/** Space belongs to these where they have the focus. */
const PRESSABLE = 'button, a, summary, input, [role=button]';

export type Command =
  | { do: 'toggle' | 'mute' | 'captions' | 'full-screen' | 'help' | 'faster' | 'slower' | 'loop-from' | 'loop-to' | 'note' | 'angle' | 'beside' }
  | { do: 'seek'; by: number }
  | { do: 'jump'; to: number }
  | { do: 'frame'; by: 1 | -1 }
  | { do: 'volume'; by: number };

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'target'>;

const COMMANDS: Record<string, Command> = {
  k: { do: 'toggle' },
  j: { do: 'seek', by: -10 },
  l: { do: 'seek', by: 10 },
  f: { do: 'full-screen' },
  m: { do: 'mute' },
  c: { do: 'captions' },
  '<': { do: 'slower' },
  '>': { do: 'faster' },
  ',': { do: 'frame', by: -1 },
  '.': { do: 'frame', by: 1 },
  '[': { do: 'loop-from' },
  ']': { do: 'loop-to' },
  w: { do: 'note' },
  v: { do: 'angle' },
  b: { do: 'beside' },
  '?': { do: 'help' },
};
/** Only inside the player: elsewhere these scroll the page. */
const INSIDE: Record<string, Command> = {
  ArrowLeft: { do: 'seek', by: -5 },
  ArrowRight: { do: 'seek', by: 5 },
  ArrowUp: { do: 'volume', by: 0.1 },
  ArrowDown: { do: 'volume', by: -0.1 },
};

/** What a key press asks a player to do; null for what is not its business. */
export function commandOf(press: Press, isInside: boolean): Command | null {
  if (press.ctrlKey || press.metaKey || press.altKey || isTyping(press.target)) return null;
  const { key, target } = press;
  const element = target instanceof Element ? target : null;
  if (key === ' ') return isInside && !element?.closest(PRESSABLE) ? { do: 'toggle' } : null;
  if (key in INSIDE) return isInside && !ownsArrows(element) ? (INSIDE[key] ?? null) : null;
  if (/^[0-9]$/.test(key)) return { do: 'jump', to: Number(key) / 10 };
  return COMMANDS[key.toLowerCase()] ?? null;
}

/** Whether keys pressed there are words being written, or the business of an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (typeof document !== 'undefined' && document.querySelector('dialog[open]')) return true;
  return target instanceof Element && target.closest(WORDS) !== null;
}

/** The seek bar moves in our steps, other sliders in their own. */
function ownsArrows(element: Element | null): boolean {
  return element?.matches('input[type=range]:not([data-seek])') ?? false;
}
