"""Pictures, documents and videos of ours, and what is being sent. Import models from here."""

from media.models.documents import Document
from media.models.images import Image, Rendition
from media.models.uploads import Upload, UploadPart
from media.models.videos import Video

__all__ = ["Document", "Image", "Rendition", "Upload", "UploadPart", "Video"]
