import type { QuizArea, QuizMark, QuizPicture } from '@/lib/api/schema';
import { Picture } from '@/ui/picture';

interface Props {
  picture: QuizPicture;
  marks: readonly QuizMark[];
  areas?: readonly QuizArea[];
  /** Where the next mark would be set. */
  crosshair?: QuizMark | null;
}

/** A picture with numbered marks and, where they are told, the right places. What it says is said in words beside it. */
export function MarkedPicture({ picture: { image, alt_text: alt }, marks, areas = [], crosshair }: Props) {
  if (!image) return null;
  // As wide as 100 and as high as the picture is then, so that what is round stays round.
  const high = (100 * image.height) / image.width;
  const down = (y: number) => (y * high) / 100;
  return (
    <div className="relative">
      <Picture picture={image} alt={alt} sizes="(min-width: 64rem) 48rem, 92vw" className="h-auto w-full rounded-card bg-surface-2" />
      <svg aria-hidden viewBox={`0 0 100 ${high}`} className="picture-marks absolute inset-0 size-full">
        {areas.map((area, place) => (
          <g key={place} className={area.is_found ? 'is-found' : 'is-missed'}>
            <Shape area={area} down={down} className="line-below" />
            <Shape area={area} down={down} className="line" />
          </g>
        ))}
        {crosshair && (
          <g className="is-crosshair">
            {['line-below', 'line'].map((line) => (
              <path key={line} className={line} d={`M ${crosshair.x} 0 V ${high} M 0 ${down(crosshair.y)} H 100`} />
            ))}
          </g>
        )}
        {marks.map(({ x, y }, place) => (
          <g key={place} className="is-mark">
            <circle cx={x} cy={down(y)} r={2.4} className="line-below" />
            <circle cx={x} cy={down(y)} r={2.4} className="disc" />
            <text x={x} y={down(y)} className="number" textAnchor="middle" dominantBaseline="central" fontSize={3}>
              {place + 1}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}

function Shape({ area: { shape, corners }, down, className }: { area: QuizArea; down: (y: number) => number; className: string }) {
  if (shape === 'polygon') return <polygon className={className} points={corners.map(({ x, y }) => `${x},${down(y)}`).join(' ')} />;
  const across = corners.map(({ x }) => x);
  const heights = corners.map(({ y }) => down(y));
  const [left, top, right, bottom] = [Math.min(...across), Math.min(...heights), Math.max(...across), Math.max(...heights)];
  if (shape === 'rectangle') return <rect className={className} x={left} y={top} width={right - left} height={bottom - top} />;
  return <ellipse className={className} cx={(left + right) / 2} cy={(top + bottom) / 2} rx={(right - left) / 2} ry={(bottom - top) / 2} />;
}
