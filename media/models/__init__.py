"""Pictures, documents and videos of ours. Import models from here."""

from media.models.documents import Document
from media.models.images import Image, Rendition
from media.models.videos import Video

__all__ = ["Document", "Image", "Rendition", "Video"]
