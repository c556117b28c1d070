import { ForeignFrame } from '@/features/player/foreign-frame';

import type { BlockProps } from './block';
import { Gone } from './gone';
import { Transcript } from './transcript';

export function VideoBlock({ value }: BlockProps<'video'>) {
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
  return (
    <figure>
      <video
        src={value.video.url}
        poster={value.poster ? `${value.poster.url}?width=1280` : undefined}
        aria-label={value.title}
        controls
        playsInline
        preload="metadata"
        className="aspect-video w-full rounded-card bg-surface-2"
      >
        {value.captions.map(
          ({ language, file }) => file && <track key={language} kind="captions" srcLang={language} src={file.url} />,
        )}
      </video>
      <Transcript text={value.transcript} />
    </figure>
  );
}
