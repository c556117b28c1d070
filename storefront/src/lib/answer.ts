import 'server-only';

import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';

/** An answer that is being made, and what its page found out about it. */
interface Answer {
  response: Pick<ServerResponse, 'statusCode'>;
  isMissing?: boolean;
}

/** What starts the server, the pages and cache-handler.mjs are bundled apart, and know this by its name alone. */
const NAME = Symbol.for('perfomix.answer');
const place = globalThis as { [NAME]?: AsyncLocalStorage<Answer> };
const answers = (place[NAME] ??= new AsyncLocalStorage<Answer>());

/** Do `work`, which makes `response`; a page that it renders may say of it what Next has no way to say. */
export const answering = <T>(response: Answer['response'], work: () => T): T => answers.run({ response }, work);

/**
 * Answer with 404 the page that is being rendered. Next's own `notFound()` does so too, and then sends a page without
 * content that scripts fill. Call it before anything of the page was sent: outside of Suspense.
 */
export function answerMissing(): void {
  const answer = answers.getStore();
  if (!answer) return;
  answer.isMissing = true;
  answer.response.statusCode = 404;
}
