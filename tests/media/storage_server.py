"""An S3-compatible storage on this machine, which knows one key and believes nothing that is not signed with it."""

import os
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from urllib.error import HTTPError, URLError
from uuid import uuid4

import boto3
from botocore.config import Config
from nanio.cli import main
from nanio.storage.filesystem import FilesystemStorage

from tests.program import PATIENCE, free_port


class StorageServer:
    """The server, running inside `with`, with its files below `folder`."""

    KEY_ID, SECRET = "perfomix-of-the-tests", "what-only-the-tests-know"

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        keys = {"NANIO_ACCESS_KEY": self.KEY_ID, "NANIO_SECRET_KEY": self.SECRET}
        command = [sys.executable, "-m", __name__, "serve", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / "said.txt").open("w") as said:
            self.process = subprocess.Popen(
                [*command, "--data-dir", str(self.folder / "data")],
                env={**os.environ, **keys},
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, (self.folder / "said.txt").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.05)
        self.client = boto3.client(
            "s3",
            endpoint_url=self.address,
            region_name="us-east-1",
            aws_access_key_id=self.KEY_ID,
            aws_secret_access_key=self.SECRET,
            config=Config(s3={"addressing_style": "path"}),
        )
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(PATIENCE)

    def _answers(self):
        with suppress(URLError, ConnectionError):
            try:
                urllib.request.urlopen(self.address, timeout=2).close()  # noqa: S310 - our own address
            except HTTPError:
                return True  # it refuses who has not signed
        return False

    def new_bucket(self):
        """The name of an empty bucket."""
        name = f"bucket-{uuid4()}"
        self.client.create_bucket(Bucket=name)
        return name


def satisfy_ranges_beyond_the_end():
    """Answer with what there is, as every other server does (RFC 9110 14.1.2); this one would refuse."""
    get_object = FilesystemStorage.get_object

    async def get(self, bucket, key, *, range_start=None, range_end=None):
        if range_end is not None:
            range_end = min(range_end, self.head_object(bucket, key).size - 1)
        return await get_object(self, bucket, key, range_start=range_start, range_end=range_end)

    FilesystemStorage.get_object = get


if __name__ == "__main__":
    satisfy_ranges_beyond_the_end()
    raise SystemExit(main())
