import type { LessonBlock } from '@/lib/api/schema';

/** A file that a lesson shows. */
export interface OfflineFile {
  url: string;
  /** 0 where it is not known: pictures, which are small beside films. */
  bytes: number;
}

const MEDIA = '/api/v1/media/';
/** Wide enough for the column that a lesson has. */
const PICTURE = '?width=1280';
/** What is only of use with a network, or is shown by another name. */
const LEFT_OUT = new Set(['angles', 'stream_url', 'thumbnails']);

/**
 * The files that a lesson needs where there is no network; null where one of its films or sounds may not be taken away.
 *
 * Films come as they were uploaded, sounds as they are listened to. Films of YouTube and Vimeo are left out.
 */
export function offlineFiles(blocks: readonly LessonBlock[]): OfflineFile[] | null {
  const found = new Map<string, number>();
  return take(blocks, found) ? [...found].map(([url, bytes]) => ({ url, bytes })) : null;
}

function take(value: unknown, found: Map<string, number>): boolean {
  if (Array.isArray(value)) return value.every((part) => take(part, found));
  if (typeof value !== 'object' || value === null) return true;
  const fields = value as Record<string, unknown>;
  if (isOwn(fields) && fields.downloadable === false) return false;
  const { url, peaks_url: peaks, file_size: bytes } = fields;
  if (typeof url === 'string' && url.startsWith(MEDIA)) found.set('focal_point' in fields ? url + PICTURE : url, typeof bytes === 'number' ? bytes : 0);
  if (typeof peaks === 'string') found.set(peaks, 0);
  return Object.entries(fields).every(([name, part]) => LEFT_OUT.has(name) || (name === 'file' && fields.rendition) || take(part, found));
}

/** Whether it is a film or a sound in a file of ours. */
const isOwn = ({ video, file }: Record<string, unknown>) => Boolean(video ?? file);
