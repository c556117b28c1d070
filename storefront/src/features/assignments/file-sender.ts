import { ask } from '@/lib/api/browser';
import { ApiError } from '@/lib/api/errors';
import type { PartPlaceOut, UploadOut } from '@/lib/api/schema';

const RETRIES_MS = [1_000, 3_000, 10_000, 30_000];

interface Options {
  /** Called with how much of a hundred has arrived. */
  onProgress?: (percent: number) => void;
  signal?: AbortSignal;
}

/**
 * Sends a file in parts, and goes on where the same file was left; answers the id of the upload. Parts that do not arrive
 * are tried again for a while. Throws ApiError, and what `signal` was aborted with.
 */
export async function sendFile(file: File, kind: UploadOut['kind'], { onProgress, signal }: Options = {}): Promise<string> {
  const claim = { name: file.name, size: file.size, modified: file.lastModified, content_type: file.type.slice(0, 100), kind };
  const upload = await again(() => ask<UploadOut>('/api/v1/me/uploads', { method: 'POST', body: claim, signal }), signal);
  const here = new Set(upload.parts);
  const lengthOf = (number: number) => Math.min(upload.part_size, upload.size - (number - 1) * upload.part_size);
  let arrived = [...here].reduce((sum, number) => sum + lengthOf(number), 0);
  const tell = (more: number) => onProgress?.(Math.min(100, Math.round((100 * (arrived + more)) / upload.size)));
  tell(0);
  for (let number = 1; number <= upload.part_count; number += 1) {
    if (here.has(number)) continue;
    const from = (number - 1) * upload.part_size;
    const part = file.slice(from, from + lengthOf(number));
    await again(async () => {
      const { address } = await ask<PartPlaceOut>(`/api/v1/me/uploads/${upload.id}/parts/${number}`, { method: 'POST', signal });
      await put(address, part, tell, signal);
    }, signal);
    arrived += part.size;
    tell(0);
  }
  return upload.id;
}

/** Whether the same may be taken when it is sent again. */
const isPassing = ({ status, reason }: ApiError) => status === 0 || status === 429 || status >= 500 || reason === 'part_damaged';

async function again<T>(act: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (const wait of RETRIES_MS) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ApiError) || !isPassing(error)) throw error;
      await pause(Math.max(wait, (error.retryAfterSeconds ?? 0) * 1000), signal);
    }
  }
  return act();
}

const pause = (ms: number, signal?: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason as Error)), { once: true });
  });

/** The bytes of a part, wherever they belong; fetch does not tell how much of a body has been sent. */
function put(address: string, part: Blob, onSent: (bytes: number) => void, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => (request.status >= 200 && request.status < 300 ? resolve() : reject(new ApiError(request.status, bodyOf(request))));
    request.onerror = () => reject(new ApiError(0, undefined));
    request.onabort = () => reject(signal?.reason as Error);
    request.onloadend = () => signal?.removeEventListener('abort', stop);
    if (signal?.aborted) return reject(signal.reason as Error);
    signal?.addEventListener('abort', stop);
    request.open('PUT', address);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(part);
  });
}

function bodyOf(request: XMLHttpRequest): ApiError['body'] {
  try {
    return JSON.parse(request.responseText) as ApiError['body'];
  } catch {
    return undefined;
  }
}
