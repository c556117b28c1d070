"""Playing films: lists of what may be chosen from, for whoever may have the film, and short addresses of their bytes.

Whether somebody may is asked with each piece of a film. A yes is remembered for half a minute and an address lives for
as long, so that who loses access sees a minute more of it at the most (J5).
"""

from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage

from kit.errors import NotFound
from media.access.rights import bound_to, may_have
from media.access.scanning import is_held_back
from media.access.signing import LIFETIME, sign
from media.models import Stream, StreamRung

ADDRESS_SECONDS = 30
# Players begin with the first one that they are told of: sharp enough for a phone, and light enough to begin at once.
FIRST_HEIGHT = 480
WHOLE_HEIGHT = 720


def main_playlist(person: Any, film_id: UUID) -> str:
    """The list of a film's rungs (RFC 8216, 4.3.4), addresses relative to its own. Raises NotFound."""
    stream = playable(person, film_id)
    rungs = sorted(stream.rungs.all(), key=lambda rung: (not rung.height, abs(shorter(rung) - FIRST_HEIGHT)))
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for rung in rungs:
        lines += [f"#EXT-X-STREAM-INF:{','.join(attributes(rung, stream))}", f"stream/{rung.name}.m3u8"]
    return "\n".join([*lines, ""])


def rung_playlist(person: Any, film_id: UUID, name: str) -> str:
    """The list of one rung's ranges. Raises NotFound."""
    return playable_rung(person, film_id, name).playlist


def rung_address(person: Any, film_id: UUID, name: str) -> str:
    """A signed address of one rung's bytes, good for half a minute: ours, or the bucket's own. Raises NotFound."""
    rung = playable_rung(person, film_id, name)
    content_type = "video/mp4" if rung.height else "audio/mp4"
    if hasattr(default_storage, "direct_address"):
        address: str = default_storage.direct_address(
            rung.file, content_type=content_type, disposition="inline", seconds=ADDRESS_SECONDS
        )
        return address
    return sign(rung.file, content_type=content_type, seconds=ADDRESS_SECONDS)


def whole_film_address(person: Any, film_id: UUID) -> str:
    """A signed address of a film as one file that browsers play without a playlist: its sharpest size up to 720.

    Good for minutes, or until the person may not have the film any more. Raises NotFound, also before it is made.
    """
    stream = playable(person, film_id)
    rung = whole_rung(stream)
    if hasattr(default_storage, "direct_address"):
        address: str = default_storage.direct_address(
            rung.file, content_type="video/mp4", disposition="inline", seconds=LIFETIME
        )
        return address
    bound = {} if stream.film.is_public else bound_to(person, stream.film)
    return sign(rung.file, content_type="video/mp4", **bound)


def whole_rung(stream: Stream) -> StreamRung:
    """Which of its sizes stands for the whole film. Raises NotFound where there are none."""
    sizes = sorted((rung for rung in stream.rungs.all() if rung.height), key=shorter)
    if not sizes:
        raise NotFound
    return next((each for each in reversed(sizes) if shorter(each) <= WHOLE_HEIGHT), sizes[0])


def thumbnails_address(person: Any, film_id: UUID) -> str:
    """A signed address of a film's sheet of thumbnails, good for half a minute. Raises NotFound."""
    stream = playable(person, film_id)
    if not stream.thumbnails:
        raise NotFound
    return sign(stream.thumbnails, content_type="image/jpeg", seconds=ADDRESS_SECONDS)


def playable(person: Any, film_id: UUID) -> Stream:
    """The stream of a film that `person` may have. NotFound without either, as if there were none."""
    stream = Stream.objects.played().select_related("film").filter(film__public_id=film_id).first()
    if stream is None or not may_have(person, stream.film) or is_held_back(stream.source):
        raise NotFound
    return stream


def playable_rung(person: Any, film_id: UUID, name: str) -> StreamRung:
    played = StreamRung.objects.filter(stream__in=Stream.objects.played().filter(film__public_id=film_id))
    rung = played.select_related("stream__film").filter(name=name).first()
    if rung is None or not may_have(person, rung.stream.film) or is_held_back(rung.stream.source):
        raise NotFound
    return rung


def attributes(rung: StreamRung, stream: Stream) -> list[str]:
    told = [f"BANDWIDTH={rung.peak_bits}", f"AVERAGE-BANDWIDTH={rung.average_bits}", f'CODECS="{rung.codecs}"']
    if rung.height:
        rate = f"{min(stream.frame_rate or 0, 60):.3f}"
        told += [f"RESOLUTION={rung.width}x{rung.height}", f"FRAME-RATE={rate}"]
    return told


def shorter(rung: StreamRung) -> int:
    return min(rung.width, rung.height)
