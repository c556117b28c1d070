import { renderToReadableStream } from 'react-dom/server.browser';
import { expect, test, vi } from 'vitest';

import blockMessages from '@/messages/en/blocks.json';

import type { BlockKind, BlockOf } from './block';
import { Blocks } from './blocks';

vi.mock('next-intl/server', () => ({
  getLocale: () => Promise.resolve('en'),
  getTranslations: () => Promise.resolve((key: keyof typeof blockMessages) => blockMessages[key]),
}));
vi.mock('@/i18n/navigation', () => ({ Link: (props: Record<string, unknown>) => <a {...props} /> }));
vi.mock('@/features/player/film', () => ({ Film: ({ title, isMain }: { title: string; isMain: boolean }) => <b>{`film ${title} ${isMain}`}</b> }));
vi.mock('@/features/player/sound', () => ({ Sound: ({ title, isMain }: { title: string; isMain: boolean }) => <b>{`sound ${title} ${isMain}`}</b> }));
vi.mock('@/features/player/foreign-frame', () => ({ ForeignFrame: ({ embedUrl }: { embedUrl: string }) => <b>{embedUrl}</b> }));
vi.mock('@/features/score/score', () => ({ Score: ({ source, label }: { source: string; label: string }) => <b>{`${label}: ${source}`}</b> }));

const medium = { id: 'm', url: '/api/v1/media/m', title: 'Medium', content_type: 'x/y' };
const file = { ...medium, file_name: 'plan.pdf', file_size: 184_000, is_stamped: false };
const image = { ...medium, width: 16, height: 9, focal_point: null, placeholder: null };
const video: BlockOf<'video'>['value'] = {
  source: 'file',
  title: 'Plié',
  url: null,
  embed_url: null,
  video: { ...medium, duration_seconds: 9, file_size: 1, stream_url: null, thumbnails: null, poster: null },
  poster: null,
  duration_seconds: 9,
  captions: [],
  chapters: [],
  angle: '',
  angles: [],
  transcript: 'Down, and up.',
  downloadable: false,
};

async function draw(blocks: BlockOf<BlockKind>[]): Promise<string> {
  const around = { linkTo: (href: string) => `/courses/c${href}`, mainId: 'main' };
  const stream = await renderToReadableStream(<Blocks blocks={blocks} around={around} />);
  await stream.allReady;
  return (await new Response(stream).text()).replaceAll('<!-- -->', '');
}

const CASES: { [Kind in BlockKind]: [BlockOf<Kind>['value'], string[]] } = {
  rich_text: [{ html: '<p>Go <a href="/lessons/1">on</a></p><script>x()</script>' }, ['<p>Go <a href="/courses/c/lessons/1">on</a></p>']],
  heading: [{ level: 'h3', text: 'Arms & head' }, ['<h3 id="main"', 'Arms &amp; head</h3>']],
  quote: [{ text: 'Keep finding it.', attribution: 'M.' }, ['<blockquote', 'M.</figcaption>']],
  callout: [{ tone: 'warning', title: '', html: '<p>Warm up.</p>' }, ['Take care', '<p>Warm up.</p>']],
  table: [
    { caption: 'Week', header_row: true, header_column: true, rows: [['Day', 'Work'], ['Mon', 'Scales']] },
    ['<th scope="col"', '<th scope="row"', '<caption', 'Scales</td>'],
  ],
  code: [{ language: 'lilypond', code: "c'4\n  d" }, ["c&#x27;4\n  d</code>"]],
  notation: [{ format: 'abc', source: 'X:1', caption_html: 'A <b>scale</b>' }, ['A scale: X:1', 'A <b>scale</b>']],
  image: [{ image, alt_text: 'A dancer', caption_html: '' }, ['alt="A dancer"', 'src="/api/v1/media/m?width=960"']],
  gallery: [{ images: [{ image, alt_text: 'One', caption_html: 'First' }, { image: null, alt_text: 'Gone', caption_html: '' }] }, ['alt="One"', 'First']],
  video: [video, ['film Plié true', 'Down, and up.']],
  audio: [{ file, rendition: null, title: 'Drone', duration_seconds: 3, transcript: '', downloadable: true }, ['sound Drone true', 'download="plan.pdf"']],
  download: [{ file, title: 'Plan', description: 'One page' }, ['href="/api/v1/media/m"', 'PDF · 184 kB', 'One page']],
  link: [{ title: 'There', url: 'https://there.example/x' }, ['href="https://there.example/x"', 'there.example</span>']],
  embed: [{ provider: 'ted', url: 'https://ted.com/x', embed_url: 'https://embed.ted.com/x', caption_html: '' }, ['https://embed.ted.com/x']],
  columns: [{ columns: [{ content: [] }, { content: [{ id: 'i', type: 'heading', value: { level: 'h2', text: 'Within' } }] }] }, ['Within</h2>']],
};

test.each(Object.entries(CASES))('%s', async (type, [value, expected]) => {
  const html = await draw([{ id: 'main', type, value } as BlockOf<BlockKind>]);
  for (const part of expected) expect(html).toContain(part);
  expect(html).not.toContain('<script');
});

test.each([
  ['image', { image: null, alt_text: '', caption_html: '' }],
  ['video', { ...video, video: null }],
  ['audio', { file: null, rendition: null, title: '', duration_seconds: null, transcript: '', downloadable: false }],
  ['download', { file: null, title: 'Plan', description: '' }],
  ['link', { title: 'Bad', url: 'javascript:x' }],
  ['embed', { provider: '', url: null, embed_url: null, caption_html: '' }],
])('%s says so when what it shows is gone', async (type, value) => {
  expect(await draw([{ id: 'a', type, value } as BlockOf<BlockKind>])).toContain(blockMessages.gone);
});

test.each([
  ['video', video],
  ['audio', { file, rendition: null, title: 'Drone', duration_seconds: 3, transcript: '', downloadable: true }],
])('%s is offered as a download only where that is allowed', async (type, value) => {
  const offered = (downloadable: boolean) => draw([{ id: 'a', type, value: { ...value, downloadable } } as BlockOf<BlockKind>]);
  expect(await offered(true)).toContain('download="');
  expect(await offered(false)).not.toContain('download="');
});

test('who downloads is told that their copy bears their name', async () => {
  const offered = (is_stamped: boolean) =>
    draw([{ id: 'a', type: 'download', value: { file: { ...file, is_stamped }, title: 'Plan', description: '' } }]);
  expect(await offered(true)).toContain(blockMessages.bearsYourName);
  expect(await offered(false)).not.toContain(blockMessages.bearsYourName);
});

test('a kind that is not known yet is left out', async () => {
  expect(await draw([{ id: 'a', type: 'hologram', value: {} } as never])).toBe('');
});
