const WIDTHS = [320, 640, 960, 1280, 1920];

interface Props {
  picture: { url: string; alt_text?: string; width: number; height: number };
  /** How wide the picture is shown, as in the `sizes` attribute. */
  sizes: string;
  alt?: string;
  className?: string;
  /** The largest thing at the top of the page: fetched at once and first. */
  priority?: boolean;
}

/** A picture of ours in the width that the screen needs. */
export function Picture({ picture, sizes, alt, className, priority = false }: Props) {
  const image = (
    <img
      src={`${picture.url}?width=960`}
      srcSet={WIDTHS.map((width) => `${picture.url}?width=${width} ${width}w`).join(', ')}
      sizes={sizes}
      alt={alt ?? picture.alt_text ?? ''}
      width={picture.width}
      height={picture.height}
      className={className}
      loading={priority ? 'eager' : 'lazy'}
      fetchPriority={priority ? 'high' : 'auto'}
      decoding="async"
    />
  );
  // Around an image that is not lazy React has pages that are merely prefetched fetch it too, unless it stands in this.
  return priority ? <picture className="contents">{image}</picture> : image;
}
