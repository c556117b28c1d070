"""Films that are sent in parts of a hundred thousand bytes, and files that a virus scanner looks at."""

import hashlib
import json
import random
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from rest_framework.test import APIClient

from accounts.enums import Role
from media.enums import UploadKind
from media.models import Scan
from media.operations.uploads import Claim, begin_upload, receive_part
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.media import HEADS, DocumentFactory
from tests.fakes.clamd import EICAR, Clamd

PART = 100_000


def bytes_of(name, size=250_000, seed=1):
    """What begins as a file of that name does, and is noise from there."""
    head = HEADS[name.rpartition(".")[2]]
    return head + random.Random(seed).randbytes(size - len(head))


def film_bytes(size=250_000, seed=1):
    return bytes_of("waltz.mp4", size, seed)


def claim_of(content, name="waltz.mp4", **changes):
    said = {"name": name, "size": len(content), "modified": 1_700_000_000_000, "content_type": "video/mp4"}
    return Claim(**said | changes)


def part_of(content, number, size=PART):
    return content[(number - 1) * size : number * size]


def send(upload, content, *numbers, **sums):
    for number in numbers or range(1, upload.part_count + 1):
        part = part_of(content, number, upload.part_size)
        receive_part(upload, number, BytesIO(part), length=len(part), **sums)


def sent_paper(owner, name="plan.pdf", content=None, **changes):
    """The same of a document or a sound."""
    claim = {"name": name, "kind": UploadKind.DOCUMENT, "content_type": ""} | changes
    return sent_whole(owner, bytes_of(name) if content is None else content, **claim)


def sent_whole(owner, content=None, **changes):
    """An upload all of whose parts are there."""
    content = film_bytes() if content is None else content
    upload = begin_upload(claim_of(content, **changes), actor=owner)
    send(upload, content)
    return upload


def sha256(content):
    return hashlib.sha256(content).hexdigest()


def files_below(root):
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


@pytest.fixture
def media_root(tmp_path, settings):
    """A place for files of its own, with small parts and room for two films of 250,000 bytes and a bit."""
    settings.MEDIA_ROOT = tmp_path
    settings.MEDIA_PART_BYTES = PART
    settings.MEDIA_QUOTA_BYTES = 600_000
    return tmp_path


def new_producer():
    producer = UserFactory(roles=[Role.PRODUCER])
    course_tree(producer)
    return producer


@pytest.fixture
def producer(media_root):
    return new_producer()


class Sender:
    """What the script of the form says, over HTTP."""

    BEGIN = "/admin/media/uploads/"

    def __init__(self, client):
        self.client = client

    def begin(self, content, **changes):
        claim = claim_of(content)
        body = {name: getattr(claim, name) for name in ("name", "size", "modified", "content_type")} | changes
        return self.client.post(self.BEGIN, json.dumps(body), content_type="application/json")

    def put(self, upload, number, part, **headers):
        return self.client.put(
            f"{upload['address']}parts/{number}/", part, content_type="application/octet-stream", headers=headers
        )

    def send(self, upload, content):
        for number in range(1, upload["part_count"] + 1):
            part = part_of(content, number, upload["part_size"])
            assert self.put(upload, number, part, **{"X-Part-SHA256": sha256(part)}).status_code == 204

    def join(self, upload):
        return self.client.post(f"{upload['address']}join/", content_type="application/json")


@pytest.fixture
def sender(client, producer):
    client.force_login(producer)
    return Sender(client)


@pytest.fixture
def place(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def scanner(place, settings):
    with Clamd() as running:
        settings.CLAMD_ADDRESS = running.address
        yield running


def text(content=b"Words.\n", **fields):
    """A public document of this text."""
    return DocumentFactory(file=ContentFile(content, name="words.txt"), is_public=True, **fields)


def infected(**fields):
    return text(b"Words and " + EICAR, **fields)


def state_of(medium):
    return Scan.objects.get(file=medium.file.name).state


def is_served(medium, client):
    """Whether the API leads to the file, and the file comes."""
    cache.clear()
    answer = APIClient().get(f"/api/v1/media/{medium.public_id}")
    by_address = client.get(default_storage.url(medium.file.name)).status_code
    assert (answer.status_code, by_address) in {(302, 200), (404, 404)}
    return answer.status_code == 302
