"""Listening to sounds: where their rendition is, and how they look, for whoever may have the sound.

The outline of a closed lesson's sound tells what is in it, so it is kept as the sound itself is.
"""

from array import array
from typing import Any
from uuid import UUID

from kit.errors import NotFound
from media.access.rights import bound_to, may_have
from media.access.scanning import is_held_back
from media.access.signing import sign
from media.models import SoundRendition
from media.models.sounds import SAMPLE_RATE

CONTENT_TYPE = "audio/mp4"


def rendition_address(person: Any, sound_id: UUID) -> str:
    """A signed address of a sound's rendition, good for minutes, or until the person may not have it any more.

    Raises NotFound, also where there is no rendition yet.
    """
    rendition = playable(person, sound_id)
    sound = rendition.sound
    bound = {} if sound.is_public else bound_to(person, sound)
    return sign(rendition.file, content_type=CONTENT_TYPE, public=sound.is_public, **bound)


def outline_of(person: Any, sound_id: UUID) -> dict[str, Any]:
    """How a sound looks, in the form of audiowaveform's JSON (version 2). Raises NotFound, also before it is made."""
    rendition = playable(person, sound_id)
    pairs = array("b", bytes(rendition.peaks))
    return {
        "version": 2,
        "channels": 1,
        "sample_rate": SAMPLE_RATE,
        "samples_per_pixel": rendition.samples_per_peak,
        "bits": 8,
        "length": len(pairs) // 2,
        "data": pairs.tolist(),
    }


def playable(person: Any, sound_id: UUID) -> SoundRendition:
    """The rendition of a sound that `person` may have. NotFound without either, as if there were none."""
    played = SoundRendition.objects.played().select_related("sound").filter(sound__public_id=sound_id)
    rendition = played.first()
    if rendition is None or not may_have(person, rendition.sound) or is_held_back(rendition.source):
        raise NotFound
    return rendition
