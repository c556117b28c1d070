"""Placeholders of pictures that came before there were any; those of new ones are drawn as they are taken in."""

import structlog
from django.db import transaction
from PIL import UnidentifiedImageError

from media.models import Image
from media.models.placeholders import draw_placeholder

AT_ONCE = 200

log = structlog.get_logger("media.placeholders")


def draw_placeholders() -> int:
    """Draw the next `AT_ONCE` that are missing. Returns how many were drawn; nought when there is none left.

    Saving them has the documents rebuilt that show the pictures. What the storage does not answer for comes again.
    """
    return sum(map(give_placeholder, Image.objects.filter(placeholder=None).order_by("pk")[:AT_ONCE]))


def give_placeholder(picture: Image) -> bool:
    """Keep a placeholder of the picture's file; False when that cannot be read now, or was replaced meanwhile."""
    try:
        with picture.file.storage.open(picture.file.name, "rb") as file:
            drawn = draw_placeholder(file)
    except (FileNotFoundError, UnidentifiedImageError):
        log.warning("picture_is_unreadable", picture=str(picture.public_id))
        drawn = ""
    except OSError:
        return False
    with transaction.atomic():
        held = Image.objects.select_for_update(no_key=True).filter(pk=picture.pk, file=picture.file.name).first()
        if held is None or held.placeholder is not None:
            return False
        held.placeholder = drawn
        held.save(update_fields=["placeholder"])
    return True
