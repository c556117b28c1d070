import { Sound } from '@/features/player/sound';

import type { BlockProps } from './block';
import { Gone } from './gone';
import { KeepFile } from './keep-file';
import { Transcript } from './transcript';

export function AudioBlock({ id, value, around }: BlockProps<'audio'>) {
  if (!value.file) return <Gone />;
  return (
    <figure>
      <Sound id={id} title={value.title || value.file.title} url={value.file.url} rendition={value.rendition ?? null} isMain={id === around.mainId} />
      <div className="flex flex-wrap items-center gap-x-6">
        <Transcript text={value.transcript} />
        {value.downloadable && <KeepFile url={value.file.url} name={value.file.file_name} />}
      </div>
    </figure>
  );
}
