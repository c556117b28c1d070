import { createTranslator } from 'next-intl';
import { renderToReadableStream } from 'react-dom/server.browser';
import { expect, test, vi } from 'vitest';

import blockMessages from '@/messages/en/blocks.json';
import assignmentMessages from '@/messages/en/assignment.json';
import quizMessages from '@/messages/en/quiz.json';

import type { BlockKind, BlockOf, BlockSurroundings } from './block';
import { Blocks } from './blocks';

vi.mock('next-intl/server', () => ({
  getLocale: () => Promise.resolve('en'),
  getTranslations: async (namespace: 'blocks') => createTranslator({ locale: 'en', messages: { assignment: assignmentMessages, blocks: blockMessages, quiz: quizMessages }, namespace }),
}));
vi.mock('@/i18n/navigation', () => ({ Link: ({ href, children }: { href: string; children: React.ReactNode }) => <a href={href}>{children}</a> }));
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

const quiz = { quiz: 'q', title: 'Keys by ear', is_required: true, question_count: 8, points: 10, time_limit_minutes: 90, pass_percent: 60 };

const work = { assignment: 'w', title: 'Eight bars by ear', is_required: true, takes: ['text', 'video'], points: 10, due_days: 14, due_on: null };

async function draw(blocks: BlockOf<BlockKind>[], quizPath: BlockSurroundings['quizPath'] = (id) => `/quizzes/${id}`): Promise<string> {
  const around = { linkTo: (href: string) => `/courses/c${href}`, mainId: 'main', quizPath, assignmentPath: quizPath && ((id: string) => `/assignments/${id}`) };
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
  assignment: [work, ['Eight bars by ear</h2>', 'Has to be accepted', 'a text, a film · 10 points · due 14 days after joining', 'href="/assignments/w"']],
  quiz: [quiz, ['Keys by ear</h2>', 'Has to be passed', '8 questions · 10 points · 90 minutes · Pass mark: 60 %', 'href="/quizzes/q"']],
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

test('a quiz says so when it is gone', async () => {
  const html = await draw([{ id: 'a', type: 'quiz', value: { ...quiz, quiz: null, title: '' } }]);
  expect(html).toContain(quizMessages.gone);
  expect(html).not.toContain('href');
});

test('where nobody can answer a quiz there is no way to it', async () => {
  const html = await draw([{ id: 'a', type: 'quiz', value: { ...quiz, is_required: false } }], null);
  expect(html).toContain(quizMessages.opensInLesson);
  expect(html).not.toContain('<a ');
  expect(html).not.toContain(quizMessages.required);
});

test('a kind that is not known yet is left out', async () => {
  expect(await draw([{ id: 'a', type: 'hologram', value: {} } as never])).toBe('');
});

test('an assignment says so when it is gone, and has no way to it where nobody can hand it in', async () => {
  const gone = await draw([{ id: 'a', type: 'assignment', value: { ...work, assignment: null, title: '' } }]);
  expect(gone).toContain(assignmentMessages.gone);
  const shown = await draw([{ id: 'a', type: 'assignment', value: { ...work, is_required: false } }], null);
  expect(shown).toContain(assignmentMessages.opensInLesson);
  expect(shown).not.toContain(assignmentMessages.required);
});
