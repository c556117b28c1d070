"""The bucket for uploaded files, as the environment names it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config import environment as env

# What S3 itself takes for a part that is not the last one.
SMALLEST_PART_MEGABYTES = 5
# As much as `storefront/src/lib/api/forward.ts` lets through.
LARGEST_PART_MEGABYTES = 9


@dataclass(frozen=True)
class Bucket:
    """An S3-compatible bucket. `endpoint` is how this server reaches it, `origin` how browsers do."""

    name: str
    origin: str
    endpoint: str
    region: str
    key_id: str
    secret: str = field(repr=False)

    @property
    def source(self) -> str:
        """What a content policy has to allow: this bucket, and none beside it at the same place."""
        return f"{self.origin}/{self.name}/"

    @property
    def options(self) -> dict[str, Any]:
        """For the storage. Without keys of its own it takes those of the machine that it runs on."""
        keys = {"access_key": self.key_id, "secret_key": self.secret} if self.key_id else {}
        return {"bucket_name": self.name, "endpoint_url": self.endpoint, "region_name": self.region, **keys}


def part_bytes() -> int:
    """How large the parts of files are. Raises ImproperlyConfigured for larger ones than the storefront passes on."""
    megabytes = env.number("MEDIA_PART_MEGABYTES", 8)
    if megabytes > LARGEST_PART_MEGABYTES:
        raise ImproperlyConfigured(
            f"MEDIA_PART_MEGABYTES must be at most {LARGEST_PART_MEGABYTES}: the storefront passes no larger parts on."
        )
    return megabytes * 1024**2


def read_bucket() -> Bucket | None:
    """The bucket, or None for local disk. Raises ImproperlyConfigured for one that could not be used."""
    name = env.text("MEDIA_BUCKET")
    if not name:
        return None
    origin = env.required("MEDIA_ORIGIN", "Browsers send films to the bucket and fetch them there.").rstrip("/")
    endpoint = env.text("MEDIA_BUCKET_ENDPOINT").rstrip("/") or origin
    for setting, address in (("MEDIA_ORIGIN", origin), ("MEDIA_BUCKET_ENDPOINT", endpoint)):
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise ImproperlyConfigured(f"{setting} must look like https://s3.example.org, without the bucket's name.")
    key_id, secret = env.text("MEDIA_BUCKET_KEY_ID"), env.text("MEDIA_BUCKET_SECRET")
    if bool(key_id) != bool(secret):
        raise ImproperlyConfigured("MEDIA_BUCKET_KEY_ID and MEDIA_BUCKET_SECRET belong together: set both or neither.")
    if env.number("MEDIA_PART_MEGABYTES", 8) < SMALLEST_PART_MEGABYTES:
        raise ImproperlyConfigured(
            f"MEDIA_PART_MEGABYTES must be at least {SMALLEST_PART_MEGABYTES}: buckets take no smaller parts."
        )
    return Bucket(name, origin, endpoint, env.text("MEDIA_BUCKET_REGION", "us-east-1"), key_id, secret)
