"""Many people send files of all kinds at once, some of them twice and some with breaks: none of them is lost."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from PIL import Image as Picture

from kit import clock
from media.models import Document, Image, Upload, Video
from media.operations.orphans import STAYS_FOR, sweep_orphans
from tests.media.conftest import PART, Sender, bytes_of, files_below, new_producer, part_of, sha256
from tests.media.pictures import half_and_half, written

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 4
IN_PARTS = ("waltz.mp4", "vowels.mp3", "plan.pdf")


class Person:
    """Somebody who sends one file after the other."""

    def __init__(self, number):
        self.chance = random.Random(number)
        self.account = new_producer()
        self.client = Client()
        self.client.force_login(self.account)
        self.sender = Sender(self.client)
        self.sent = {}

    def send_all(self, titles):
        try:
            for title in titles:
                self.sent[title] = self.send_one(title)
        finally:
            connections.close_all()
        return self.sent

    def send_one(self, title):
        kind = self.chance.choice(("hall.png", *IN_PARTS))
        if kind == "hall.png":
            colour = f"#{self.chance.randrange(256**3):06x}"
            content = written(half_and_half(colour), "PNG")
            file = SimpleUploadedFile(kind, content)
            answer = self.client.post("/admin/images/add/", {"title": title, "collection": "1", "file": file})
            assert answer.status_code == 302, answer.content
            return Image, colour
        content = bytes_of(kind, size=self.chance.randrange(1000, 3 * PART), seed=self.chance.random())
        what = "video" if kind == "waltz.mp4" else "document"
        begun = self.in_parts(kind, content, what)
        where = "/admin/videos/new/" if what == "video" else "/admin/documents/add/"
        answer = self.client.post(where, {"title": title, "tags": "", "upload": begun["id"], "loudness": "even"})
        assert answer.status_code == 302, answer.content
        return (Video if what == "video" else Document), sha256(content)

    def in_parts(self, name, content, kind):
        """Parts in any order, some of them twice, and begun anew in the midst."""
        given = {"name": name, "kind": kind, "content_type": "", "modified": self.chance.randrange(10**12)}
        begun = self.sender.begin(content, **given).json()
        numbers = list(range(1, begun["part_count"] + 1))
        self.chance.shuffle(numbers)
        for number in [*numbers, self.chance.choice(numbers)]:
            part = part_of(content, number, begun["part_size"])
            if self.chance.random() < 0.2:
                assert self.sender.put(begun, number, part[:-1]).status_code == 409
                assert self.sender.begin(content, **given).json()["id"] == begun["id"]
            assert self.sender.put(begun, number, part, **{"X-Part-SHA256": sha256(part)}).status_code == 204
        for _time in range(self.chance.randint(1, 2)):
            assert self.sender.join(begun).json()["state"] == "joined"
        return begun


def kept(model, medium):
    """What is found of the file: of a picture, which is made anew, the colour of its right half."""
    content = medium.file.open("rb").read()
    if model is not Image:
        return sha256(content)
    with Picture.open(medium.file.open("rb")) as picture:
        return "#{:02x}{:02x}{:02x}".format(*picture.convert("RGB").getpixel((picture.width - 2, 2)))


def send_many(count, root, settings):
    settings.MEDIA_QUOTA_BYTES = 10**9
    people = [Person(number) for number in range(AT_ONCE)]
    titles = [[f"{number}.{each}" for each in range(count // AT_ONCE)] for number in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(Person.send_all, people, titles))
    seen = 0
    for person in people:
        for title, (model, fingerprint) in person.sent.items():
            medium = model.objects.get(title=title)
            assert (medium.uploaded_by_user_id, kept(model, medium)) == (person.account.pk, fingerprint), title
            seen += 1
    assert seen == count == sum(model.objects.count() for model in (Image, Document, Video))
    assert {model for person in people for model, _ in person.sent.values()} == {Image, Document, Video}
    assert set(Upload.objects.values_list("state", flat=True)) == {"complete"}
    sweep_orphans()
    with clock.held_at(clock.now() + 2 * STAYS_FOR):
        assert sweep_orphans() == []
    assert len(files_below(root)) == count


@pytest.mark.covers("req-J5")
def test_none_of_many_uploads_is_lost(media_root, settings):
    send_many(40, media_root, settings)


@pytest.mark.faults
def test_none_of_a_thousand_uploads_is_lost(media_root, settings):
    send_many(1000, media_root, settings)
