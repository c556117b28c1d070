"""What the script of the form asks for, over HTTP: the shape of refusals, whose uploads they are, hostile requests."""

import json
import tracemalloc
import uuid
from io import BytesIO

import pytest
from django.test import Client

from accounts.enums import Role
from media.errors import StorageSilent
from media.models import Document, Upload, Video
from media.operations.uploads import begin_upload, join_upload, take_over
from tests.factories.accounts import UserFactory
from tests.media.conftest import (
    PART,
    Sender,
    bytes_of,
    claim_of,
    files_below,
    film_bytes,
    new_producer,
    part_of,
    sent_whole,
    sha256,
)

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]


def refused(answer, status, code, reason):
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["details"]["reason"]) == (status, code, reason)
    assert error["message"][-1] in ".”"
    return error


def test_a_film_goes_in_parts_and_is_put_together(sender, producer):
    content = film_bytes()
    begun = sender.begin(content).json()
    assert (begun["state"], begun["part_size"], begun["part_count"], begun["parts"]) == ("open", PART, 3, [])
    where = sender.client.post(f"{begun['address']}parts/2/", {}, content_type="application/json").json()
    assert where == {"address": f"{begun['address']}parts/2/"}
    sender.put(begun, 2, part_of(content, 2))
    assert sender.client.get(begun["address"]).json()["parts"] == [2]
    assert sender.begin(content).json()["parts"] == [2]
    assert sender.client.get(Sender.BEGIN).json()["uploads"] == [sender.client.get(begun["address"]).json()]
    refused(sender.join(begun), 409, "CONFLICT", "parts_missing")
    sender.send(begun, content)
    joined = sender.join(begun)
    assert joined.json()["state"] == "joined"
    assert sender.join(begun).json() == joined.json()
    film = take_over(Upload.objects.get(), Video(title="Waltz"), actor=producer)
    assert film.file.open("rb").read() == content


def test_discarding_forgets_it(sender, media_root):
    begun = sender.begin(film_bytes()).json()
    sender.put(begun, 1, part_of(film_bytes(), 1))
    assert sender.client.delete(begun["address"]).status_code == 204
    assert sender.client.get(Sender.BEGIN).json() == {"uploads": []}
    assert files_below(media_root) == []
    refused(sender.put(begun, 1, part_of(film_bytes(), 1)), 409, "CONFLICT", "upload_over")


@pytest.mark.covers("fault-S1", "fault-S4")
@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "{",
        '"words"',
        "[" * 100_000,
        json.dumps({"name": "waltz.mp4"}),
        json.dumps({"name": "a\0b.mp4", "size": 1, "modified": 1, "content_type": ""}),
        '{"name": "a\\ud800.mp4", "size": 1, "modified": 1, "content_type": ""}',
        *(
            json.dumps({"name": "waltz.mp4", "size": 1, "modified": 1, "content_type": ""} | change)
            for change in (
                {"name": 7},
                {"name": None},
                {"name": ["waltz.mp4"]},
                {"size": "1"},
                {"size": -1},
                {"size": 1.5},
                {"size": True},
                {"size": 10**30},
                {"modified": -1},
                {"modified": 2**63},
                {"modified": None},
                {"content_type": 1},
                {"kind": "sculpture"},
                {"kind": None},
                {"kind": 7},
                {"kind": ["video"]},
                {"name": "w" * 20_000},
            )
        ),
    ],
)
def test_a_claim_of_another_shape_is_refused(sender, body):
    answer = sender.client.post(Sender.BEGIN, body, content_type="application/json")
    refused(answer, 422, "VALIDATION_ERROR", "invalid")
    assert not Upload.objects.exists()


def test_each_kind_lists_its_own(sender):
    film = sender.begin(film_bytes()).json()
    paper = sender.begin(bytes_of("plan.pdf"), name="plan.pdf", kind="document", content_type="application/pdf").json()
    assert (film["kind"], paper["kind"]) == ("video", "document")
    listed = {kind: sender.client.get(f"{Sender.BEGIN}?kind={kind}").json() for kind in ("video", "document")}
    assert listed == {"video": {"uploads": [film]}, "document": {"uploads": [paper]}}
    for kind in ("", "sculpture", "video\0"):
        refused(sender.client.get(Sender.BEGIN, {"kind": kind}), 422, "VALIDATION_ERROR", "invalid")


def test_a_sound_goes_in_parts_too(sender, producer):
    content = bytes_of("vowels.mp3")
    begun = sender.begin(content, name="vowels.mp3", kind="document", content_type="audio/mpeg").json()
    sender.send(begun, content)
    assert sender.join(begun).json()["state"] == "joined"
    sound = take_over(Upload.objects.get(), Document(title="Vowels"), actor=producer)
    assert sound.file.open("rb").read() == content


def test_a_form_is_no_claim(sender, producer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(producer)
    client.get("/admin/videos/new/")
    token = client.cookies["csrftoken"].value
    answer = client.post(Sender.BEGIN, {"name": "waltz.mp4", "csrfmiddlewaretoken": token})
    refused(answer, 422, "VALIDATION_ERROR", "invalid")


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"name": "waltz.exe"}, "file_type"), ({"size": 5 * 1024**3}, "file_size"), ({"size": 0}, "file_empty")],
)
def test_what_would_not_be_taken_says_so_by_its_field(sender, change, reason):
    error = refused(sender.begin(film_bytes(), **change), 422, "VALIDATION_ERROR", reason)
    assert error["details"]["fields"] == {"file": [error["message"]]}


def test_limits_are_told_apart(sender, settings):
    settings.MEDIA_QUOTA_BYTES = 300_000
    sender.begin(film_bytes())
    refused(sender.begin(film_bytes(), modified=2), 409, "CONFLICT", "quota_spent")
    settings.MEDIA_QUOTA_BYTES = 10_000_000
    for number in range(4):
        assert sender.begin(film_bytes(), modified=number).status_code == 200
    refused(sender.begin(film_bytes(), modified=99), 409, "CONFLICT", "too_many_uploads")


def test_what_is_no_film_is_refused_when_it_is_put_together(sender, media_root):
    content = b"<html>" + film_bytes()
    begun = sender.begin(content).json()
    sender.send(begun, content)
    refused(sender.join(begun), 422, "VALIDATION_ERROR", "file_content")
    refused(sender.join(begun), 409, "CONFLICT", "upload_over")
    assert files_below(media_root) == []


def test_a_storage_that_is_silent_may_be_asked_again(sender, monkeypatch):
    def silent():
        raise StorageSilent

    with monkeypatch.context() as patch:
        patch.setattr("media.operations.uploads.part_storage", silent)
        refused(sender.begin(film_bytes()), 503, "UNAVAILABLE", "storage_silent")
    assert sender.begin(film_bytes()).status_code == 200


@pytest.mark.covers("fault-S1", "fault-F1")
class TestHostileParts:
    @pytest.fixture
    def begun(self, sender):
        return sender.begin(film_bytes()).json()

    @pytest.mark.parametrize("number", [0, 4, 10**30])
    def test_a_part_that_there_is_not(self, sender, begun, number):
        refused(sender.put(begun, number, b"x"), 409, "CONFLICT", "wrong_part")

    @pytest.mark.parametrize("size", [0, 1, PART - 1, PART + 1, 3 * PART])
    def test_a_part_of_another_length(self, sender, begun, size):
        refused(sender.put(begun, 1, b"x" * size), 409, "CONFLICT", "wrong_length")

    @pytest.mark.parametrize("length", ["-1", "1e5", "１００", "9" * 50, "abc", ""])
    def test_a_length_that_is_none(self, sender, begun, length):
        answer = sender.client.generic(
            "PUT", f"{begun['address']}parts/1/", b"x", content_type="application/octet-stream", CONTENT_LENGTH=length
        )
        refused(answer, 409, "CONFLICT", "wrong_length")

    def put_from(self, sender, begun, line):
        return sender.client.generic(
            "PUT",
            f"{begun['address']}parts/1/",
            content_type="application/octet-stream",
            CONTENT_LENGTH=str(PART),
            **{"wsgi.input": line},
        )

    def test_a_body_that_is_shorter_than_it_says(self, sender, begun, media_root):
        refused(self.put_from(sender, begun, BytesIO(b"x" * 70_000)), 409, "CONFLICT", "part_damaged")
        assert files_below(media_root) == []

    def test_a_line_that_breaks(self, sender, begun, media_root):
        class Broken(BytesIO):
            def read(self, size=-1):
                raise OSError("the line broke")

        refused(self.put_from(sender, begun, Broken()), 409, "CONFLICT", "part_damaged")
        assert files_below(media_root) == []

    @pytest.mark.parametrize("sum_", ["0" * 64, "x" * 64, "0" * 63, "../../etc"])
    def test_a_sum_that_is_not_the_parts(self, sender, begun, media_root, sum_):
        answer = sender.put(begun, 1, part_of(film_bytes(), 1), **{"X-Part-SHA256": sum_})
        refused(answer, 409, "CONFLICT", "part_damaged")
        assert files_below(media_root) == []

    def test_a_body_that_calls_itself_a_form(self, sender, begun):
        for kind in ("multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/json"):
            answer = sender.client.put(f"{begun['address']}parts/1/", part_of(film_bytes(), 1), content_type=kind)
            assert answer.status_code == 204

    def test_other_methods_are_refused(self, sender, begun):
        for method, path in (("get", "parts/1/"), ("delete", "parts/1/"), ("get", "join/"), ("put", ""), ("patch", "")):
            assert getattr(sender.client, method)(f"{begun['address']}{path}").status_code == 405


def test_a_part_is_never_held_in_memory_whole(sender, settings):
    settings.MEDIA_PART_BYTES = 20_000_000
    settings.MEDIA_QUOTA_BYTES = 100_000_000
    content = film_bytes(20_000_000)
    begun = sender.begin(content).json()
    path = f"{begun['address']}parts/1/"
    request = {"content_type": "application/octet-stream", "data": content}
    tracemalloc.start()
    try:
        answer = sender.client.generic("PUT", path, **request)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code == 204
    # The client makes one copy of what it sends; the server beside it holds pieces.
    assert most < len(content) * 1.2


@pytest.mark.covers("fault-Z2", "fault-Z5")
class TestWhose:
    def paths(self, upload_id):
        base = f"{Sender.BEGIN}{upload_id}/"
        return [
            ("get", base, b""),
            ("delete", base, b""),
            ("post", f"{base}parts/1/", b"{}"),
            ("put", f"{base}parts/1/", part_of(film_bytes(), 1)),
            ("put", f"{base}parts/77/", b""),
            ("post", f"{base}join/", b"{}"),
        ]

    @pytest.mark.parametrize("roles", [[Role.PRODUCER], [Role.ADMINISTRATOR], [Role.REVIEWER]])
    def test_anothers_upload_looks_like_a_missing_one(self, producer, media_root, roles):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        person = new_producer() if roles == [Role.PRODUCER] else UserFactory(roles=roles)
        client = Client()
        client.force_login(person)
        theirs, missing = self.paths(upload.public_id), self.paths(uuid.uuid4())
        for (method, path, body), (_method, nowhere, _body) in zip(theirs, missing, strict=True):
            one, other = (
                getattr(client, method)(each, body, content_type="application/octet-stream")
                if method != "get"
                else client.get(each)
                for each in (path, nowhere)
            )
            assert (one.status_code, one.content) == (other.status_code, other.content), path
            refused(one, 404, "NOT_FOUND", "not_found")
        assert client.get(Sender.BEGIN).json() == {"uploads": []}
        upload.refresh_from_db()
        assert upload.state == "open"
        assert files_below(media_root) == []

    @pytest.mark.parametrize("roles", [None, [Role.LEARNER]])
    def test_who_does_not_work_in_the_editor_is_kept_out(self, producer, roles):
        upload = begin_upload(claim_of(film_bytes()), actor=producer)
        client = Client()
        if roles:
            client.force_login(UserFactory(roles=roles))
        for method, path, body in self.paths(upload.public_id):
            send = getattr(client, method)
            answer = send(path) if method == "get" else send(path, body, content_type="application/octet-stream")
            assert answer.status_code == 302
            assert "/admin/login/" in answer["Location"] or answer["Location"] == "/admin/"
        upload.refresh_from_db()
        assert upload.state == "open"

    def test_another_site_sends_nothing(self, producer, media_root):
        upload = sent_whole(producer)
        client = Client(enforce_csrf_checks=True)
        client.force_login(producer)
        for method, path, body in self.paths(upload.public_id)[1:]:
            answer = getattr(client, method)(path, body, content_type="text/plain")
            assert answer.status_code == 403
        claim = json.dumps({"name": "tango.mp4", "size": 1, "modified": 1, "content_type": ""})
        assert client.post(Sender.BEGIN, claim, content_type="text/plain").status_code == 403
        assert list(Upload.objects.values_list("state", flat=True)) == ["open"]

    def test_looking_changes_nothing(self, sender, producer):
        upload = join_upload(sent_whole(producer), actor=producer)
        before = list(Upload.objects.values())
        for path in (Sender.BEGIN, f"{Sender.BEGIN}{upload.public_id}/"):
            assert sender.client.get(path).status_code == 200
        assert list(Upload.objects.values()) == before


def test_a_part_is_what_its_sum_says(sender):
    content = film_bytes()
    begun = sender.begin(content).json()
    answer = sender.put(begun, 1, part_of(content, 1), **{"X-Part-SHA256": sha256(part_of(content, 1)).upper()})
    assert answer.status_code == 204
