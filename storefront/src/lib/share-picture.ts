interface Stored {
  url: string;
  alt_text?: string;
  width: number;
  height: number;
}

interface Shared {
  /** The page's own path. */
  path: string;
  title: string;
  picture?: Stored | null;
  /** When what is drawn changed last: those who keep pictures by their address fetch it again then. */
  changedAt?: string | null;
}

/** What networks lay out for, in pixels. */
export const SHARE_SIZE = { width: 1200, height: 630 } as const;

const STORED_WIDTH = 1280;
/** What the fonts of drawn pictures have: the letters of Europe's Latin alphabets, figures and common marks. */
const DRAWN = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u00b4\u00b6-\u017e\u2013\u2014\u2018-\u201a\u201c-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122]*$/;

/** Whether these words can be drawn with our fonts alone. */
export const isDrawable = (words: string) => DRAWN.test(words.normalize('NFC'));

/** The picture for those who show a link to a page: drawn with its title, or its own one where we have no letters for that. */
export function sharePicture({ path, title, picture, changedAt }: Shared) {
  if (!isDrawable(title)) return storedPicture(picture);
  const version = changedAt ? `?v=${Date.parse(changedAt).toString(36)}` : '';
  return [{ url: `${sharePath(path)}${version}`, ...SHARE_SIZE, type: 'image/png', alt: title }];
}

/** Where the drawn picture of the page at `path` is. */
export const sharePath = (path: string) => `/share${path === '/' ? '/home' : path}.png`;

function storedPicture(picture: Stored | null | undefined) {
  if (!picture) return [];
  const width = Math.min(STORED_WIDTH, picture.width);
  const height = Math.round((picture.height * width) / picture.width);
  return [{ url: `${picture.url}?width=${STORED_WIDTH}`, width, height, alt: picture.alt_text ?? '' }];
}
