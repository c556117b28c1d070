import { draw } from '@/features/share/draw';
import { subjectOf } from '@/features/share/subject';
import { isReadable } from '@/lib/readable-address';
import { isDrawable } from '@/lib/share-picture';

export const dynamic = 'force-static';

/** None at build time: each is drawn when it is first asked for, and kept. */
export const generateStaticParams = () => [];

const ENDING = '.png';

/** The picture of the page at `path` for those who show links to it. */
export async function GET(_: Request, { params }: RouteContext<'/share/[...path]'>): Promise<Response> {
  const segments = (await params).path;
  const last = segments.at(-1) ?? '';
  if (!isReadable({ pathname: segments.join('/'), search: '' })) return new Response(null, { status: 404 });
  const subject = last.endsWith(ENDING) ? await subjectOf([...segments.slice(0, -1), last.slice(0, -ENDING.length)]) : null;
  if (!subject || !isDrawable(subject.title)) return new Response(null, { status: 404 });
  return new Response(await draw(subject), { headers: { 'Content-Type': 'image/png' } });
}
