const WORDS = 'input:not([type=range], [type=button], [type=checkbox], [type=radio]), textarea, select, [contenteditable=""], [contenteditable=true]';

/** Whether keys pressed there are words being written, or the business of an open dialog. */
export function isTyping(target: EventTarget | null): boolean {
  if (typeof document !== 'undefined' && document.querySelector('dialog:modal')) return true;
  return target instanceof Element && target.closest(WORDS) !== null;
}
