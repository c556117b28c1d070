import type { ReactNode } from 'react';

import type { WorkFileOut } from '@/lib/api/schema';
import { Icon } from '@/ui/icon';

import { WorkMedium } from './work-medium';

interface Props {
  file: WorkFileOut;
  /** Said while the scanner has not let it through. */
  waits: string;
  size: string;
  /** What can be done with it. */
  children?: ReactNode;
}

const ICONS = { files: 'file', sound: 'music', video: 'film' } as const;

/** A file of one's work: seen, heard or fetched. */
export function WorkFile({ file, waits, size, children }: Props) {
  return (
    <div className="space-y-2">
      {!file.is_held_back && file.kind !== 'files' && <WorkMedium file={file} />}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <Icon name={ICONS[file.kind]} className="size-5 text-muted" />
        {file.is_held_back ? (
          <span className="min-w-0 font-medium break-all text-ink">{file.name}</span>
        ) : (
          <a href={file.url} className="min-w-0 py-2 font-medium break-all text-ink underline underline-offset-4">
            {file.name}
          </a>
        )}
        <span className="text-muted">{size}</span>
        {file.is_held_back && <span className="text-muted">{waits}</span>}
        {children}
      </p>
    </div>
  );
}
