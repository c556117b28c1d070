"""Pictures, documents and videos of ours, what is being sent, what is made of it and what a scanner says of it.

Import models from here.
"""

from media.models.documents import Document
from media.models.images import Image, Rendition
from media.models.scans import Scan
from media.models.streams import Stream, StreamRung
from media.models.uploads import Upload, UploadPart
from media.models.videos import Video

__all__ = [
    "Document",
    "Image",
    "Rendition",
    "Scan",
    "Stream",
    "StreamRung",
    "Upload",
    "UploadPart",
    "Video",
]
