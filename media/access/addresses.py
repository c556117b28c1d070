"""From a medium's public name to a short-lived address of its file, for whoever may have it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from wagtail.images.models import Filter

from kit.errors import NotFound
from media import gates
from media.access.signing import sign
from media.models import Document, Image, Video

# Widths in which pictures are served, so that asking cannot fill the disk.
WIDTHS = (160, 320, 640, 960, 1280, 1920)


def find_medium(public_id: UUID) -> Any:
    """The medium of that name, whatever its kind; NotFound without one."""
    for model in (Image, Document, Video):
        if medium := model.objects.filter(public_id=public_id).first():
            return medium
    raise NotFound


@dataclass(frozen=True, slots=True)
class Address:
    """Where a file is fetched from. What is `public` is the same for everybody, and may be kept for a day."""

    url: str
    public: bool


def address_for(person: Any, medium: Any, *, width: int | None = None) -> Address:
    """A signed address for `person`, good for minutes. NotFound for who may not have it, as if there were none.

    A picture may be asked for in a width; it comes in the next of `WIDTHS`, never larger than it is. What was
    made public and pictures that everybody may have get an address that is good for a day and more. Sounds, films and
    papers of an open lesson do not: it may be closed, and then they are what a seat is for.
    """
    public = medium.is_public or (isinstance(medium, Image) and gates.anybody_may_fetch(medium))
    if not public and not gates.may_fetch(person, medium):
        raise NotFound
    name, content_type = medium.file.name, medium.content_type
    if width is not None and isinstance(medium, Image):
        fitting = next((one for one in WIDTHS if one >= width), WIDTHS[-1])
        if fitting < medium.width:
            rendition = medium.get_rendition(Filter(spec=f"width-{fitting}"))
            name, content_type = rendition.file.name, ""
    url = sign(name, content_type=content_type, filename=medium.filename, public=public)
    return Address(url, public)
