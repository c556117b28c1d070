import { getTranslations } from 'next-intl/server';

import type { BlockProps } from './block';

// Rather wide than a word a line.
const CELL = 'px-4 py-3 text-start align-top min-w-28 sm:min-w-0';

export async function TableBlock({ value }: BlockProps<'table'>) {
  const t = await getTranslations('blocks');
  const head = value.header_row ? value.rows[0] : undefined;
  const body = head ? value.rows.slice(1) : value.rows;
  return (
    // Wide tables scroll by themselves; the keyboard reaches what scrolls.
    <div role="region" aria-label={value.caption || t('table')} tabIndex={0} className="overflow-x-auto rounded-card bg-surface">
      <table className="w-full border-collapse text-sm">
        {value.caption && <caption className="px-4 pt-4 pb-2 text-start text-sm font-semibold text-ink">{value.caption}</caption>}
        {head && (
          <thead>
            <tr className="border-b border-control">
              {head.map((cell, column) => (
                <Cell key={column} text={cell} scope="col" />
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {body.map((cells, row) => (
            <tr key={row} className="border-b border-hairline last:border-0">
              {cells.map((cell, column) => (
                <Cell key={column} text={cell} scope={value.header_column && column === 0 ? 'row' : undefined} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A header where it is one and says something: the corner above a column of headers stands for nothing. */
function Cell({ text, scope }: { text: string; scope?: 'row' | 'col' }) {
  if (!scope || !text.trim()) return <td className={CELL}>{text}</td>;
  return (
    <th scope={scope} className={`${CELL} font-semibold text-ink`}>
      {text}
    </th>
  );
}
