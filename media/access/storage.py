from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

from media.access.signing import sign


@deconstructible
class SignedFiles(FileSystemStorage):
    """Files on local disk with signed addresses: who is shown one in the admin may fetch the file for a while."""

    def url(self, name: str | None) -> str:
        return sign(name or "")
