/** Where it is written which lessons are kept on this device. */
export const KEPT_LESSONS = 'lessons.kept';

export function hasKept(): boolean {
  try {
    return localStorage.getItem(KEPT_LESSONS) !== null;
  } catch {
    return false;
  }
}
