"""What every door does to a new file before it is stored: checked, cleaned, and named by a UUID."""

import io
import struct
import uuid
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as Picture
from PIL import ImageOps, UnidentifiedImageError

from media.models.file_types import ending_of

SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 92, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90},
    "GIF": {},
}
MOST_PIXELS = 60_000_000
# Of what moves: all frames are held at once, with four bytes for each of their pixels.
MOST_FRAMES, MOST_MOVING_PIXELS = 500, 100_000_000
# What Pillow raises of the many kinds of broken pictures.
BROKEN = (
    *(UnidentifiedImageError, Picture.DecompressionBombError, OSError, SyntaxError),
    *(ValueError, TypeError, IndexError, EOFError, struct.error),
)


def is_new(field_file: Any) -> bool:
    """Whether the field holds an upload that is not stored yet."""
    return bool(field_file) and not field_file._committed


def name_by_uuid(name: str) -> str:
    """A name that tells nothing and clashes with nothing; the ending stays."""
    return f"{uuid.uuid4()}.{ending_of(name)}"


def without_metadata(file: IO[bytes], name: str) -> ContentFile:
    """The picture saved anew: turned as its EXIF says, without EXIF, GPS, XMP, comments or embedded previews."""
    file.seek(0)
    try:
        with Picture.open(file) as picture:
            refuse_bombs(picture)
            form = "JPEG" if picture.format == "MPO" else picture.format or ""
            if form not in SAVE_OPTIONS:
                raise ValidationError(_("Pictures of this kind are not taken."), code="file_type")
            out = io.BytesIO()
            if form != "JPEG" and getattr(picture, "n_frames", 1) > 1:
                save_frames(picture, form, out)
            else:
                save_still(picture, form, out)
    except BROKEN as error:
        raise ValidationError(_("The picture cannot be read."), code="file_content") from error
    return ContentFile(out.getvalue(), name=name)


def refuse_bombs(picture: Picture.Image) -> None:
    pixels, frames = picture.width * picture.height, getattr(picture, "n_frames", 1)
    if pixels > MOST_PIXELS:
        raise ValidationError(_("The picture has too many pixels."), code="file_size")
    if frames > MOST_FRAMES or (frames > 1 and frames * pixels > MOST_MOVING_PIXELS):
        raise ValidationError(_("The picture moves for too long for its size."), code="file_size")


def refuse_moving_png(file: IO[bytes]) -> None:
    """Raise ValidationError for a PNG that moves, of which no sizes can be made; as a paper it is kept as it is."""
    file.seek(0)
    with Picture.open(file) as picture:
        if picture.format == "PNG" and getattr(picture, "n_frames", 1) > 1:
            raise ValidationError(_("A PNG that moves is not taken. Save it as a GIF."), code="file_type")
    file.seek(0)


def refuse_moving(file: IO[bytes]) -> None:
    """Raise ValidationError for a picture that moves; the second picture in a telephone's file is not one of them."""
    file.seek(0)
    with Picture.open(file) as picture:
        if picture.format not in {"JPEG", "MPO"} and getattr(picture, "n_frames", 1) > 1:
            raise ValidationError(_("A picture that moves is not taken here."), code="file_type")
    file.seek(0)


def save_still(picture: Picture.Image, form: str, out: IO[bytes]) -> None:
    turned = ImageOps.exif_transpose(picture)
    turned.info = {key: value for key, value in turned.info.items() if key in {"transparency", "icc_profile"}}
    clean = turned.copy()
    clean.getexif().clear()
    clean.save(out, form, **SAVE_OPTIONS[form], **keep_colours(turned))


def save_frames(picture: Picture.Image, form: str, out: IO[bytes]) -> None:
    frames, durations = [], []
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        durations.append(picture.info.get("duration", 100))
        frame = ImageOps.exif_transpose(picture).convert("RGBA")
        frame.info = {}
        frames.append(frame)
    loop = picture.info.get("loop", 0)
    frames[0].save(
        out, form, save_all=True, append_images=frames[1:], duration=durations, loop=loop, **SAVE_OPTIONS[form]
    )


def keep_colours(picture: Picture.Image) -> dict[str, Any]:
    profile = picture.info.get("icc_profile")
    return {"icc_profile": profile} if profile else {}
