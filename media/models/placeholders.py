"""A picture in two hundred letters: what stands in its place until it has come."""

import base64
from io import BytesIO
from typing import IO

from PIL import Image as Picture

MOST_LETTERS = 200
HEAD = "data:image/webp;base64,"
# The longer side in pixels and the quality, the best first. The last one is short enough for whatever there is.
TRIES = ((16, 70), (16, 40), (16, 20), (12, 20), (8, 20), (4, 1))
OPAQUE = 255


def draw_placeholder(file: IO[bytes]) -> str:
    """A data address of the picture in a few pixels, of `MOST_LETTERS` at the most; empty for what lets light through.

    Such a one would show behind the picture for good. Raises OSError for what is no picture; `file` is left at its
    start.
    """
    file.seek(0)
    try:
        with Picture.open(file) as picture:
            small = shrunk(picture)
    finally:
        file.seek(0)
    if lets_light_through(small):
        return ""
    small = small.convert("RGB")
    return next(drawn for side, quality in TRIES if len(drawn := written(small, side, quality)) <= MOST_LETTERS)


def shrunk(picture: Picture.Image) -> Picture.Image:
    """The picture in the largest size that is tried. A JPEG is not even read in full for that."""
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    side = TRIES[0][0]
    picture.thumbnail((side, side))
    return picture.copy()


def lets_light_through(small: Picture.Image) -> bool:
    if not small.has_transparency_data:
        return False
    shades = small.convert("RGBA").getchannel("A").histogram()
    return any(shades[:OPAQUE])


def written(small: Picture.Image, side: int, quality: int) -> str:
    picture = small.copy()
    picture.thumbnail((side, side))
    out = BytesIO()
    picture.save(out, "WEBP", quality=quality, method=6)
    return HEAD + base64.b64encode(out.getvalue()).decode()
