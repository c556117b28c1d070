"""Films and sounds for people who may not know whose they are: what was made of them, and nothing of the file itself.

Renditions are written without the file's own words (`-map_metadata -1`) and are stored under names of ours. The file
as it was sent, its title and what it says of its maker are never led to from here.
"""

from django.core.files.storage import default_storage

from kit.errors import NotFound
from media.access.scanning import is_held_back
from media.access.signing import LIFETIME, sign
from media.access.sounds import CONTENT_TYPE
from media.access.streams import whole_rung
from media.models import Document, SoundRendition, Stream, Video


def nameless_address(medium: Video | Document) -> str:
    """A signed address of what was made of it, good for five minutes. The caller knows that the person may have it.

    Raises NotFound where nothing has been made yet, or the scanner holds it back.
    """
    made = made_of(medium)
    if made is None:
        raise NotFound
    name, content_type = made
    if hasattr(default_storage, "direct_address"):
        address: str = default_storage.direct_address(
            name, content_type=content_type, disposition="inline", seconds=LIFETIME
        )
        return address
    return sign(name, content_type=content_type, seconds=LIFETIME)


def made_of(medium: Video | Document) -> tuple[str, str] | None:
    """The stored name and the type of what was made of it; None before there is something."""
    if isinstance(medium, Video):
        stream = Stream.objects.played().filter(film=medium).first()
        if stream is None or is_held_back(stream.source):
            return None
        try:
            return whole_rung(stream).file, "video/mp4"
        except NotFound:
            return None
    rendition = SoundRendition.objects.played().filter(sound=medium).first()
    if rendition is None or is_held_back(rendition.source):
        return None
    return rendition.file, CONTENT_TYPE
