import type { BlockProps } from './block';
import { Blocks } from './blocks';

const WIDTHS: Record<number, string> = { 3: 'md:grid-cols-3', 4: 'sm:grid-cols-2 xl:grid-cols-4' };

export function ColumnsBlock({ value, around }: BlockProps<'columns'>) {
  return (
    <div className={`grid gap-8 ${WIDTHS[value.columns.length] ?? 'md:grid-cols-2'}`}>
      {value.columns.map((column, place) => (
        <div key={place} className="flex min-w-0 flex-col gap-5">
          <Blocks blocks={column.content} around={around} />
        </div>
      ))}
    </div>
  );
}
