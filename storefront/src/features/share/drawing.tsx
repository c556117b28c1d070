import { isDrawable, SHARE_SIZE } from '@/lib/share-picture';

import type { Subject } from './subject';

const NAVY = '#0f0f1a';
const WHITE = '#f8f9fa';
const GREY = '#a9b0ba';
const CORAL = '#ff8585';
const LONGEST = 110;

interface Props extends Omit<Subject, 'picture'> {
  /** The picture itself, as a data address. */
  picture: string | null;
}

/** A shared picture: the title beside what it is about. Drawn by Satori, which knows flex boxes and little else. */
export function Drawing({ title, above, below, picture, isPortrait }: Props) {
  const words = title.length > LONGEST ? `${title.slice(0, LONGEST).trimEnd()}…` : title;
  return (
    <div style={{ ...SHARE_SIZE, display: 'flex', background: NAVY, color: WHITE, fontFamily: 'Inter, Inter Ext' }}>
      <div style={{ display: 'flex', flexDirection: 'column', flex: 1, padding: '56px 48px 56px 64px' }}>
        <Sign />
        <div style={{ display: 'flex', flexDirection: 'column', marginTop: 'auto' }}>
          <Line words={above} color={CORAL} />
          <div
            style={{
              fontFamily: 'Archivo, Archivo Ext',
              fontSize: sizeOf(words),
              fontWeight: 800,
              lineHeight: LINE_HEIGHT,
              letterSpacing: '-0.02em',
              textTransform: 'uppercase',
              wordBreak: 'break-word',
            }}
          >
            {words}
          </div>
          <Line words={below} color={GREY} />
        </div>
      </div>
      {picture && <Picture source={picture} isPortrait={isPortrait} />}
    </div>
  );
}

function Sign() {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 14, fontFamily: 'Archivo', fontSize: 40, fontWeight: 800, letterSpacing: '-0.03em' }}>
      <svg viewBox="0 0 24 24" width="48" height="48">
        <path d="M4 3h8.5a6.5 6.5 0 0 1 0 13H8v5H4z" fill={WHITE} />
        <circle cx="18.5" cy="18.5" r="3" fill={CORAL} />
      </svg>
      perfomix
    </div>
  );
}

function Line({ words, color }: { words: string; color: string }) {
  if (!words || !isDrawable(words)) return null;
  return <div style={{ color, fontSize: 28, fontWeight: 500, margin: '20px 0', lineHeight: 1.3 }}>{words.slice(0, LONGEST)}</div>;
}

function Picture({ source, isPortrait }: { source: string; isPortrait?: boolean }) {
  const [size, shape] = isPortrait ? [400, { borderRadius: 200, margin: 'auto 72px auto 0' }] : [SHARE_SIZE.height, { margin: 0 }];
  return <img alt="" src={source} width={isPortrait ? size : 520} height={size} style={{ objectFit: 'cover', ...shape }} />;
}

const SIZES = [84, 72, 62, 54, 46, 38];
const SMALLEST = 34;
const ROOM = { width: 568, height: 300 };
const LINE_HEIGHT = 1.06;

/** The largest size in which the title stays in its place. Capitals are three quarters as wide as high, with what lines lose at their ends. */
function sizeOf(words: string): number {
  const longest = Math.max(...words.split(/\s+/).map((word) => word.length));
  const fits = (size: number) =>
    longest * size * 0.72 <= ROOM.width && Math.ceil((words.length * size * 0.8) / ROOM.width) * size * LINE_HEIGHT <= ROOM.height;
  return SIZES.find(fits) ?? SMALLEST;
}
