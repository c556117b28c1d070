"""Pictures, documents and videos of ours, what is being sent, and what is made of it. Import models from here."""

from media.models.documents import Document
from media.models.images import Image, Rendition
from media.models.streams import Stream, StreamRung
from media.models.uploads import Upload, UploadPart
from media.models.videos import Video

__all__ = [
    "Document",
    "Image",
    "Rendition",
    "Stream",
    "StreamRung",
    "Upload",
    "UploadPart",
    "Video",
]
