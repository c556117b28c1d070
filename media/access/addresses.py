"""From a medium's public name to a short-lived address of its file, for whoever may have it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from PIL import Image as Picture
from wagtail.images.models import Filter

from kit import jobs
from kit.errors import NotFound
from media import gates
from media.access.copies import gets_a_copy, present_copy
from media.access.rights import bound_to
from media.access.scanning import is_held_back
from media.access.signing import sign
from media.models import Image, Rendition

# Widths in which pictures are served, so that asking cannot fill the disk.
WIDTHS = (160, 320, 640, 960, 1280, 1920)
# The lightest first. What takes a second to make is made by the worker.
FORMS = ("avif", "webp")
SLOW = frozenset({"avif"})
# A picture of these may move, and would stand still in another size or form.
MAY_MOVE = frozenset({"image/gif", "image/webp"})
REMEMBERED_SECONDS = 24 * 3600
MAKE_RENDITION = "media.make_rendition"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a file is fetched from. What is `public` is the same for everybody, and may be kept for a day."""

    url: str
    public: bool


def address_for(person: Any, medium: Any, *, width: int | None = None, accepts: Collection[str] = ()) -> Address:
    """A signed address for `person`, good for minutes, or until they may not have the medium any more.

    A picture may be asked for in a width; it comes in the next of `WIDTHS`, never larger than it is, and in the
    lightest form of those content types that are accepted. One that takes long to make is ordered, and comes later.

    What was made public and pictures that everybody may have get an address that is good for a day and more. Sounds,
    films and papers of an open lesson do not: it may be closed, and then they are what a seat is for. Raises NotFound
    for who may not have it, as if there were none, and for everybody until the virus scanner has let it through.

    Of a stamped document readers get their own copy alone: NotSignedIn for who is nobody, CopyMissing until it is made.
    `media.operations.stamping.address_for` makes it.
    """
    public = medium.is_public or (isinstance(medium, Image) and gates.anybody_may_fetch(medium))
    if (not public and not gates.may_fetch(person, medium)) or is_held_back(medium.file.name):
        raise NotFound
    name, content_type = medium.file.name, medium.content_type
    if width is not None and isinstance(medium, Image) and (rendition := fitting_rendition(medium, width, accepts)):
        name, content_type = rendition.file.name, ""
    if gets_a_copy(person, medium):
        name = present_copy(person, medium).file
    bound = {} if public else bound_to(person, medium)
    return Address(sign(name, content_type=content_type, filename=medium.filename, public=public, **bound), public)


def fitting_rendition(picture: Image, width: int, accepts: Collection[str]) -> Rendition | None:
    """The picture in the next width and in the lightest form that is accepted; None where it is best as it is.

    What moves is served as it is.
    """
    if picture.content_type in MAY_MOVE and moves(picture):
        return None
    fitting = min(next((one for one in WIDTHS if one >= width), WIDTHS[-1]), picture.width)
    forms = [one for one in FORMS if f"image/{one}" in accepts and one in settings.MEDIA_PICTURE_FORMS]
    specs = {form: f"width-{fitting}|format-{form}" for form in forms}
    made = {one.filter_spec: one for one in picture.renditions.filter(filter_spec__in=specs.values())}
    for form, spec in specs.items():
        if spec in made:
            return made[spec]
        if form not in SLOW:
            return picture.get_rendition(Filter(spec=spec))
        order_rendition(picture, spec)
    return picture.get_rendition(Filter(spec=f"width-{fitting}")) if fitting < picture.width else None


def moves(picture: Image) -> bool:
    """Whether the picture has more than one frame; its file is asked once a day."""
    name = f"media.moves:{picture.file.name}"
    known = cache.get(name)
    if known is None:
        with picture.file.storage.open(picture.file.name, "rb") as file, Picture.open(file) as opened:
            known = getattr(opened, "is_animated", False)
        cache.set(name, known, REMEMBERED_SECONDS)
    return bool(known)


def order_rendition(picture: Image, spec: str) -> None:
    """Have it made in the background, once."""
    if not jobs.is_under_way(MAKE_RENDITION, image_id=picture.pk, spec=spec):
        jobs.enqueue(MAKE_RENDITION, image_id=picture.pk, spec=spec)
