import { ApiError } from './errors';

interface Options {
  method?: string;
  /** Called with how much of a hundred has been sent. */
  onProgress?: (percent: number) => void;
  signal?: AbortSignal;
}

/**
 * A form with files to the API, as `ask` sends words; fetch does not tell how much of a body has been sent. Throws as
 * `ask` does, and what `signal` was aborted with.
 */
export function sendForm<T>(path: `/api/v1/${string}`, form: FormData, { method = 'POST', onProgress, signal }: Options = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const content = () => {
      try {
        return JSON.parse(request.responseText) as unknown;
      } catch {
        return undefined;
      }
    };
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(Math.round((100 * loaded) / total));
    request.onload = () => {
      const isTaken = request.status >= 200 && request.status < 300;
      if (isTaken) resolve(content() as T);
      else reject(new ApiError(request.status, content() as ApiError['body']));
    };
    request.onerror = () => reject(new ApiError(0, undefined));
    request.onabort = () => reject(signal?.reason);
    request.onloadend = () => signal?.removeEventListener('abort', stop);
    if (signal?.aborted) return reject(signal.reason);
    signal?.addEventListener('abort', stop);
    request.open(method, path);
    request.send(form);
  });
}
