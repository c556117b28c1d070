"""Files in an S3-compatible bucket. Our own signed addresses lead to them; nothing in the bucket is public."""

from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from django.conf import settings
from django.utils.deconstruct import deconstructible
from django.utils.functional import cached_property
from storages.backends.s3 import S3Storage

from media.access.signing import sign
from media.models.file_types import type_of_name

# Addresses name the bucket in their path, so that one origin is all a content policy has to allow.
CLIENT = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=5,
    read_timeout=30,
    retries={"max_attempts": 3, "mode": "standard"},
    # Checksums that not every S3-compatible store knows are sent only where an operation needs one.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


@deconstructible
class SignedBucket(S3Storage):
    """A bucket whose files are fetched as those of the disk are: small ones through us, large ones by redirect."""

    def get_default_settings(self) -> dict[str, Any]:
        """Nothing is overwritten, nothing readable to everybody, and no file is held in memory whole."""
        chosen: dict[str, Any] = super().get_default_settings()
        return chosen | {
            "client_config": CLIENT,
            "default_acl": None,
            "file_overwrite": False,
            "max_memory_size": 1024 * 1024,
        }

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        return sign(name or "")

    @cached_property
    def for_browsers(self) -> Any:
        """A client that signs addresses under the name by which browsers reach the bucket; it connects to nothing."""
        return boto3.client(
            "s3",
            endpoint_url=settings.MEDIA_ORIGIN,
            region_name=self.region_name,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=CLIENT,
        )

    def replace(self, name: str, path: Path) -> None:
        """Put the file at `path` in the place of a stored one; readers find the one or the other, and whole."""
        self.bucket.Object(name).upload_file(str(path), ExtraArgs={"ContentType": type_of_name(name)})

    def direct_address(self, name: str, *, content_type: str, disposition: str, seconds: int) -> str:
        """A signed address of the bucket's own for the file, good for so many seconds, that answers as we would."""
        wanted = {
            "Bucket": self.bucket_name,
            "Key": name,
            "ResponseContentType": content_type,
            "ResponseContentDisposition": disposition,
            "ResponseCacheControl": "private, no-store",
        }
        address: str = self.for_browsers.generate_presigned_url("get_object", Params=wanted, ExpiresIn=seconds)
        return address
