"""Parts in an S3-compatible bucket. Browsers send them straight there, to addresses that we sign."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import default_storage

from media.errors import PartsMissing, StorageSilent, WrongPart
from media.gateways import Readable, Received
from media.models import Upload
from media.models.file_types import HEAD, type_of_name

log = structlog.get_logger("media.bucket")

# A part has to begin to arrive within this time; how long it then takes is nobody's concern.
ADDRESS_SECONDS = 900
# The bucket's words for an upload that was put together or given up.
GONE = frozenset({"NoSuchUpload", "404"})


class BucketParts:
    """The bucket's own multipart uploads. It is asked what has arrived; nothing of that is kept here."""

    def __init__(self) -> None:
        self.storage: Any = default_storage

    @property
    def place(self) -> str:
        name: str = self.storage.bucket_name
        return name

    def begin(self, upload: Upload) -> str:
        with answers():
            begun = self.client.create_multipart_upload(**self.whole(upload), ContentType=type_of_name(upload.key))
        remote_id: str = begun["UploadId"]
        return remote_id

    def address_of(self, upload: Upload, number: int) -> str:
        # The length is signed too, so that the bucket itself refuses a part that is longer or shorter.
        wanted = {**self.parts(upload), "PartNumber": number, "ContentLength": upload.length_of(number)}
        address: str = self.storage.for_browsers.generate_presigned_url(
            "upload_part", Params=wanted, ExpiresIn=ADDRESS_SECONDS
        )
        return address

    def sizes(self, upload: Upload) -> dict[int, int]:
        return {part["PartNumber"]: part["Size"] for part in self.listed(upload)}

    def receive(self, upload: Upload, body: Readable, *, length: int) -> Received:
        raise WrongPart

    def keep(self, upload: Upload, number: int, received: Received) -> None:
        raise WrongPart

    def join(self, upload: Upload) -> None:
        listed = self.listed(upload)
        if not listed:
            if self.size_of_whole(upload) != upload.size:
                raise PartsMissing
            return
        if not upload.is_whole({part["PartNumber"]: part["Size"] for part in listed}):
            raise PartsMissing
        parts = [{"PartNumber": part["PartNumber"], "ETag": part["ETag"]} for part in listed]
        with answers():
            try:
                self.client.complete_multipart_upload(**self.parts(upload), MultipartUpload={"Parts": parts})
            except ClientError as error:
                # Somebody else was quicker, and what they joined is there.
                if code(error) not in GONE or self.size_of_whole(upload) != upload.size:
                    raise

    def head(self, upload: Upload) -> bytes:
        with answers():
            try:
                answer = self.client.get_object(**self.whole(upload), Range=f"bytes=0-{HEAD - 1}")
            except ClientError as error:
                if code(error) == "NoSuchKey":
                    raise PartsMissing from error
                raise
            first: bytes = answer["Body"].read(HEAD)
        return first

    def tidy(self, upload: Upload) -> None:
        """Nothing is left once the parts were put together."""

    def discard(self, upload: Upload) -> None:
        with answers():
            # By key and not by the id that we know: one may have been begun whose id never reached us.
            pages = self.client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self.storage.bucket_name, Prefix=upload.key
            )
            for begun in [one for page in pages for one in page.get("Uploads", []) if one["Key"] == upload.key]:
                self.client.abort_multipart_upload(**self.whole(upload), UploadId=begun["UploadId"])
            self.client.delete_object(**self.whole(upload))

    @property
    def client(self) -> Any:
        return self.storage.connection.meta.client

    def whole(self, upload: Upload) -> dict[str, str]:
        return {"Bucket": self.storage.bucket_name, "Key": upload.key}

    def parts(self, upload: Upload) -> dict[str, str]:
        return {**self.whole(upload), "UploadId": upload.remote_id}

    def listed(self, upload: Upload) -> list[dict[str, Any]]:
        with answers():
            try:
                pages = self.client.get_paginator("list_parts").paginate(**self.parts(upload))
                return [part for page in pages for part in page.get("Parts", [])]
            except ClientError as error:
                if code(error) in GONE:
                    return []
                raise

    def size_of_whole(self, upload: Upload) -> int:
        """How long the joined file is; 0 without one."""
        with answers():
            try:
                size: int = self.client.head_object(**self.whole(upload))["ContentLength"]
            except ClientError as error:
                if code(error) in {"404", "NoSuchKey"}:
                    return 0
                raise
        return size


@contextmanager
def answers() -> Iterator[None]:
    """Turn whatever goes wrong with the bucket into StorageSilent, and say in the log what it was."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        log.warning("bucket_refused", reason=str(error))
        raise StorageSilent from error


def code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))
