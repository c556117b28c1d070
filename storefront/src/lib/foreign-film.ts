export interface ForeignFilm {
  house: 'YouTube' | 'Vimeo';
  /** Its page, for people. */
  url: string;
  /** Its player, for a frame; the one of YouTube that sets no cookies before it plays. */
  embedUrl: string;
}

const YOUTUBE_HOSTS = new Set(['youtube.com', 'm.youtube.com', 'music.youtube.com', 'youtube-nocookie.com', 'youtu.be']);
const VIMEO_HOSTS = new Set(['vimeo.com', 'player.vimeo.com']);

/** The film that `url` is the page of, or null where it is none of a house whose player we show. */
export function foreignFilm(url: string): ForeignFilm | null {
  if (!URL.canParse(url)) return null;
  const address = new URL(url);
  if (!['https:', 'http:'].includes(address.protocol)) return null;
  const host = address.hostname.replace(/^www\./, '');
  if (YOUTUBE_HOSTS.has(host)) return youtube(address, host);
  if (VIMEO_HOSTS.has(host)) return vimeo(address);
  return null;
}

function youtube(address: URL, host: string): ForeignFilm | null {
  const [first, second] = address.pathname.split('/').filter(Boolean);
  const short = host === 'youtu.be' ? first : undefined;
  const named = first && ['embed', 'shorts', 'live', 'v'].includes(first) ? second : undefined;
  const id = short ?? named ?? address.searchParams.get('v') ?? '';
  if (!/^[\w-]{11}$/.test(id)) return null;
  return {
    house: 'YouTube',
    url: `https://www.youtube.com/watch?v=${id}`,
    embedUrl: `https://www.youtube-nocookie.com/embed/${id}?autoplay=1&rel=0`,
  };
}

function vimeo(address: URL): ForeignFilm | null {
  const found = /\/(\d{5,12})(?:\/([0-9a-f]{6,20}))?\/?$/.exec(address.pathname);
  if (!found) return null;
  const [, id, inPath] = found;
  // Films that are not listed are found by a second word.
  const key = inPath ?? address.searchParams.get('h') ?? '';
  const secret = /^[0-9a-f]{6,20}$/.test(key) ? key : '';
  return {
    house: 'Vimeo',
    url: `https://vimeo.com/${id}${secret ? `/${secret}` : ''}`,
    embedUrl: `https://player.vimeo.com/video/${id}?${secret ? `h=${secret}&` : ''}autoplay=1&dnt=1`,
  };
}
