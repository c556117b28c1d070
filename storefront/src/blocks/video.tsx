import { Film } from '@/features/player/film';
import { ForeignFrame } from '@/features/player/foreign-frame';

import type { BlockProps } from './block';
import { Gone } from './gone';
import { KeepFile } from './keep-file';
import { Transcript } from './transcript';

export function VideoBlock({ id, value, around }: BlockProps<'video'>) {
  if (value.source !== 'file') {
    if (!value.embed_url || !value.url) return <Gone />;
    return (
      <figure>
        <ForeignFrame provider={value.source} title={value.title} url={value.url} embedUrl={value.embed_url} poster={value.poster} isFilm />
        <Transcript text={value.transcript} />
      </figure>
    );
  }
  if (!value.video) return <Gone />;
  const poster = value.poster ?? value.video.poster;
  return (
    <figure>
      <Film
        id={id}
        title={value.title || value.video.title}
        url={value.video.url}
        streamUrl={value.video.stream_url}
        sheet={value.video.thumbnails}
        poster={poster && `${poster.url}?width=1280`}
        captions={value.captions.flatMap(({ language, file }) => (file ? [{ language, url: file.url }] : []))}
        chapters={value.chapters}
        angle={value.angle}
        angles={value.angles}
        isMain={id === around.mainId}
      />
      <div className="flex flex-wrap items-center gap-x-6">
        <Transcript text={value.transcript} />
        {value.downloadable && <KeepFile url={value.video.url} name={value.video.title} />}
      </div>
    </figure>
  );
}
