import { getTranslations } from 'next-intl/server';

import type { CourseShape } from '@/lib/api/schema';
import { foreignFilm } from '@/lib/foreign-film';
import { buttonClass } from '@/ui/button';
import { Picture } from '@/ui/picture';

import { ForeignTrailer } from './foreign-trailer';

const BOX = 'aspect-video w-full overflow-hidden rounded-card bg-surface-2';

/** The course's film behind its picture, or the picture alone. Nothing of a film is fetched before somebody plays it. */
export async function Trailer({ course }: { course: CourseShape }) {
  const t = await getTranslations('shop.course');
  const { promo_video: trailer, thumbnail, title } = course;
  if (trailer?.video) {
    return (
      <video
        src={trailer.video.url}
        poster={thumbnail ? `${thumbnail.url}?width=1280` : undefined}
        aria-label={t('trailer', { title })}
        controls
        playsInline
        preload="none"
        className={`${BOX} object-cover`}
      />
    );
  }
  const picture = thumbnail && (
    <Picture picture={thumbnail} sizes="(min-width: 64rem) 50rem, 92vw" className="size-full object-cover" priority />
  );
  const film = trailer && foreignFilm(trailer.url);
  if (film) {
    const labels = {
      title: t('trailer', { title }),
      play: t('playTrailer', { house: film.house }),
      note: t('trailerNote', { house: film.house }),
      open: t('trailerOpen', { house: film.house }),
    };
    return (
      <ForeignTrailer film={film} labels={labels}>
        {picture}
      </ForeignTrailer>
    );
  }
  return (
    <>
      {picture && <div className={BOX}>{picture}</div>}
      {trailer && (
        <a href={trailer.url} rel="noopener noreferrer" className={`${buttonClass('outline')} mt-4`}>
          {t('trailerElsewhere')}
        </a>
      )}
    </>
  );
}
