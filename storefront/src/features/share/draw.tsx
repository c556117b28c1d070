import 'server-only';

import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { ImageResponse } from 'next/og';

import { cached } from '@/lib/api/http';
import { apiUrl } from '@/lib/env';
import { SHARE_SIZE } from '@/lib/share-picture';

import { Drawing } from './drawing';
import type { Subject } from './subject';

// Named in next.config.ts, since the build would take every file of these packages along.
const FOLDER = path.join(/* turbopackIgnore: true */ process.cwd(), 'node_modules/@fontsource');
const FILES = [
  ['Archivo', 'archivo/files/archivo-latin-800-normal.woff', 800],
  ['Archivo Ext', 'archivo/files/archivo-latin-ext-800-normal.woff', 800],
  ['Inter', 'inter/files/inter-latin-500-normal.woff', 500],
  ['Inter Ext', 'inter/files/inter-latin-ext-500-normal.woff', 500],
] as const;

let fonts: ReturnType<typeof readFonts> | undefined;

function readFonts() {
  return Promise.all(FILES.map(async ([name, file, weight]) => ({ name, weight, data: await readFile(path.join(FOLDER, file)) })));
}

const PICTURE_WIDTH = 960;
const KINDS = ['image/jpeg', 'image/png'];

/** The picture as part of the drawing, or nothing where it cannot be had: the words matter more. */
async function dataAddress(url: string): Promise<string | null> {
  const answer = await fetch(`${apiUrl()}${url}?width=${PICTURE_WIDTH}`, cached()).catch(() => null);
  const kind = answer?.headers.get('content-type') ?? '';
  if (!answer?.ok || !KINDS.includes(kind)) return null;
  return `data:${kind};base64,${Buffer.from(await answer.arrayBuffer()).toString('base64')}`;
}

/** Draw a subject as a PNG. The fonts must have its letters (`isDrawable`): others would be looked for elsewhere. */
export async function draw(subject: Subject): Promise<ArrayBuffer> {
  fonts ??= readFonts();
  const picture = subject.picture && (await dataAddress(subject.picture));
  const [title, above, below] = [subject.title, subject.above, subject.below].map((words) => words.normalize('NFC')) as [string, string, string];
  return new ImageResponse(<Drawing {...subject} {...{ title, above, below, picture }} />, { ...SHARE_SIZE, fonts: await fonts }).arrayBuffer();
}
