const WIDTHS = [320, 640, 960, 1280, 1920];

interface Props {
  picture: {
    url: string;
    alt_text?: string;
    width: number;
    height: number;
    /** What must stay in sight where it is cropped, as parts of its width and height. What was published long ago lacks it. */
    focal_point?: { x: number; y: number } | null;
    /** A data address of it in a few pixels. */
    placeholder?: string | null;
  };
  /** How wide the picture is shown, as in the `sizes` attribute. */
  sizes: string;
  alt?: string;
  /** Of the box that the picture fills: its size and form, and `object-cover` where it is to be cropped. */
  className?: string;
  /** The largest thing at the top of the page: fetched at once and first. */
  priority?: boolean;
}

const twentieth = (part: number) => Math.round(part * 20) * 5;

/** A picture of ours in the width that the screen needs. Until it has come, a few pixels of it stand in its place. */
export function Picture({ picture, sizes, alt, className, priority = false }: Props) {
  const { placeholder, focal_point: focus } = picture;
  const image = (
    <img
      src={`${picture.url}?width=960`}
      srcSet={WIDTHS.map((width) => `${picture.url}?width=${width} ${width}w`).join(', ')}
      sizes={sizes}
      alt={alt ?? picture.alt_text ?? ''}
      width={picture.width}
      height={picture.height}
      loading={priority ? 'eager' : 'lazy'}
      fetchPriority={priority ? 'high' : 'auto'}
      decoding="async"
    />
  );
  const focal = focus && `focal-x-${twentieth(focus.x)} focal-y-${twentieth(focus.y)}`;
  return (
    <span className={['picture', focal, className].filter(Boolean).join(' ')}>
      {placeholder && <img src={placeholder} alt="" aria-hidden className="placeholder" />}
      {/* Around an image that is not lazy React has pages that are merely prefetched fetch it too, unless it stands in this. */}
      {priority ? <picture className="contents">{image}</picture> : image}
    </span>
  );
}
