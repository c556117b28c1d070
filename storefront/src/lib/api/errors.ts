import type { Error as ErrorBody } from './schema';

/** What the API refused, in its one error shape; `reason` is stable, `message` is for people. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody | undefined,
  ) {
    super(body?.error.message ?? `The API answered ${status}.`);
    this.name = 'ApiError';
  }

  get reason(): string | undefined {
    return this.body?.error.details.reason;
  }

  /** What is wrong with which field. */
  get fields(): Record<string, string[]> {
    return this.body?.error.details.fields ?? {};
  }

  get retryAfterSeconds(): number | undefined {
    return this.body?.error.details.retry_after;
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer. Throws ApiError where the API refused. */
export function unwrap<T>({ data, error, response }: Answer<T>): T {
  if (!response.ok) throw new ApiError(response.status, isErrorBody(error) ? error : undefined);
  return data as T;
}

/** The data of an answer, or null where there is no such thing (404). Throws ApiError where the API refused otherwise. */
export function unwrapOrNull<T>(answer: Answer<T>): T | null {
  return answer.response.status === 404 ? null : unwrap(answer);
}

/** A page of a list, or null where the cursor that was given is no place in this list: nobody's fault, begin it anew. */
export async function placeInList<T>(page: Promise<T>): Promise<T | null> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof ApiError && 'cursor' in error.fields) return null;
    throw error;
  }
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === 'object' && value !== null && 'error' in value;
}
