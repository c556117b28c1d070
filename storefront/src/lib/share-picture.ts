interface Stored {
  url: string;
  alt_text?: string;
  width: number;
  height: number;
}

const WIDTH = 1280;

/** A picture of ours for those who show a link to the page, or none. */
export function sharePicture(picture: Stored | null | undefined) {
  if (!picture) return [];
  const width = Math.min(WIDTH, picture.width);
  const height = Math.round((picture.height * width) / picture.width);
  return [{ url: `${picture.url}?width=${WIDTH}`, width, height, alt: picture.alt_text ?? '' }];
}
