"""Pictures, documents and videos of ours, what is being sent, what is made of it and what a scanner says of it.

Import models from here.
"""

from media.models.documents import Document
from media.models.images import Image, Rendition
from media.models.orphans import Orphan
from media.models.scans import Scan
from media.models.sounds import SoundRendition, length_of_rendition
from media.models.stamping import StampedCopy
from media.models.streams import Stream, StreamRung
from media.models.uploads import Upload, UploadPart
from media.models.videos import Video

__all__ = [
    "Document",
    "Image",
    "Orphan",
    "Rendition",
    "Scan",
    "SoundRendition",
    "StampedCopy",
    "Stream",
    "StreamRung",
    "Upload",
    "UploadPart",
    "Video",
    "length_of_rendition",
]
