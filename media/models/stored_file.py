"""What every door does to a new file before it is stored: checked, cleaned, and named by a UUID."""

import io
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
MOST_FRAMES = 500


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
    except (UnidentifiedImageError, OSError, SyntaxError, Picture.DecompressionBombError) as error:
        raise ValidationError(_("The picture cannot be read."), code="file_content") from error
    return ContentFile(out.getvalue(), name=name)


def refuse_bombs(picture: Picture.Image) -> None:
    if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) > MOST_FRAMES:
        raise ValidationError(_("The picture has too many pixels."), code="file_size")


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
