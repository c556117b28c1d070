import { routing } from '@/i18n/routing';
import { segmentsOf } from '@/lib/plain-path';

/** First segments of pages that are rendered for one person: never cached, session renewed before. */
const PERSONAL = new Set([
  'learning',
  'account',
  'cart',
  'certificates',
  'give',
  'gifts',
  'notices',
  'teaching',
  'preview',
  'sign-in',
  'sign-up',
  'session-ended',
  'verify-email',
  'forgot-password',
  'reset-password',
  'confirm-email',
]);

/** Whether the page at `pathname` is rendered for one person. Lessons are: who has a seat sees more. */
export function isPersonal(pathname: string): boolean {
  const segments = segmentsOf(pathname, routing.locales);
  return PERSONAL.has(segments[0] ?? '') || (segments[0] === 'courses' && segments[2] === 'lessons');
}
