"""The same in a bucket, against a server that verifies signatures, their times, and what they were made for."""

import http.client
import re
import time
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.config import Config
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from kit import clock, jobs
from media import gates
from media.access.bucket import CLIENT
from media.access.rights import REMEMBERED_SECONDS, bound_to
from media.access.signing import LIFETIME, STEP, sign
from media.enums import ScanFailure, UploadKind, UploadState
from media.errors import PartsMissing, StorageSilent, UploadOver, WrongPart
from media.gateways import bucket
from media.models import Document, Image, Scan, StampedCopy, Upload, Video
from media.operations.films import clean_film
from media.operations.orphans import STAYS_FOR, sweep_orphans
from media.operations.scans import look_at
from media.operations.stamping import address_for, sweep_copies
from media.operations.storing import store_video
from media.operations.uploads import (
    abandon_upload,
    address_of_part,
    begin_upload,
    join_upload,
    receive_part,
    sent_parts,
    sweep_uploads,
    take_over,
    uploads_under_way,
)
from media.receivers import REPLACED_STAYS_FOR
from media.views import serving
from tests.factories.accounts import UserFactory
from tests.factories.media import DocumentFactory, ImageFactory, picture_bytes
from tests.fakes.clamd import Clamd
from tests.media.conftest import bytes_of, claim_of, film_bytes, new_producer, part_of
from tests.media.films import telling_film, told_by
from tests.media.papers import paper, texts_of
from tests.media.storage_server import StorageServer

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-J5")]

PART = 5 * 1024**2
FILM = film_bytes(PART + 1000)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with StorageServer(tmp_path_factory.mktemp("storage")) as running:
        yield running


@pytest.fixture
def files(server, settings):
    """A bucket of one's own, and the client of who owns it."""
    name = server.new_bucket()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "media.access.bucket.SignedBucket",
            "OPTIONS": {
                "bucket_name": name,
                "endpoint_url": server.address,
                "region_name": "us-east-1",
                "access_key": server.KEY_ID,
                "secret_key": server.SECRET,
            },
        },
    }
    settings.MEDIA_PARTS = "media.gateways.bucket.BucketParts"
    settings.MEDIA_ORIGIN = server.address
    settings.MEDIA_PART_BYTES = PART
    settings.MEDIA_QUOTA_BYTES = 10 * PART
    return Files(server, name)


class Files:
    """What lies in the bucket, seen past the program."""

    def __init__(self, server, name):
        self.client, self.name = server.client, name

    @property
    def keys(self):
        return sorted(one["Key"] for one in self.client.list_objects_v2(Bucket=self.name).get("Contents", []))

    @property
    def begun(self):
        return [one["Key"] for one in self.client.list_multipart_uploads(Bucket=self.name).get("Uploads", [])]


@pytest.fixture
def owner(files):
    return new_producer()


def ask(method, address, body=None, **headers):
    """The status and the body of the answer, as a browser gets them."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    try:
        connection.request(method, f"{parts.path}?{parts.query}", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def send(upload, content, *numbers):
    for number in numbers or range(1, upload.part_count + 1):
        status, said = ask("PUT", address_of_part(upload, number), part_of(content, number, PART))
        assert status == 200, said


def begun(owner, content=FILM, **changes):
    return begin_upload(claim_of(content, **changes), actor=owner)


def test_a_film_goes_straight_to_the_bucket_and_becomes_one(owner, files, client):
    upload = begun(owner)
    assert upload.place == files.name
    assert files.begun == [upload.key]
    send(upload, FILM, 2)
    assert sent_parts(upload) == {2: 1000}
    with pytest.raises(PartsMissing):
        join_upload(upload, actor=owner)
    assert begun(owner).remote_id == upload.remote_id
    send(upload, FILM, 1)
    joined = join_upload(upload, actor=owner)
    assert join_upload(upload, actor=owner).state == UploadState.JOINED
    assert (files.begun, files.keys) == ([], [upload.key])
    film = take_over(joined, Video(title="Waltz"), actor=owner)
    assert film.file.open("rb").read() == FILM
    with pytest.raises(UploadOver):
        abandon_upload(joined, actor=owner)
    assert files.keys == [upload.key]


def test_what_a_film_tells_is_blanked_in_the_bucket_too(owner, files, tmp_path):
    content = telling_film("telephone.mov")
    made = store_video(content, name="waltz.mov", title="Waltz", owner=owner)
    clean = made.file.open("rb").read()
    assert told_by(clean) == []
    files.client.put_object(Bucket=files.name, Key=made.file.name, Body=content)
    copy = tmp_path / "film.mov"
    copy.write_bytes(content)
    clean_film(copy, made.file.name)
    assert copy.read_bytes() == made.file.storage.open(made.file.name).read() == clean
    # Nor does one come back that was deleted while it was cleaned.
    Video.objects.filter(pk=made.pk).delete()
    files.client.delete_object(Bucket=files.name, Key=made.file.name)
    copy.write_bytes(content)
    clean_film(copy, made.file.name)
    assert files.keys == []


def test_a_sound_is_replaced_in_the_bucket_and_the_earlier_one_goes_later(owner, files):
    sound = DocumentFactory(name="vowels.mp3", uploaded_by_user=owner)
    earlier, content = sound.file.name, bytes_of("vowels.mp3", PART + 1000)
    upload = begun(owner, content, name="vowels.mp3", kind="document", content_type="audio/mpeg")
    send(upload, content)
    assert files.keys == [earlier]
    take_over(join_upload(upload, actor=owner), sound, actor=owner)
    assert Document.objects.get().file.open("rb").read() == content
    assert files.keys == sorted([earlier, upload.key])
    with clock.held_at(clock.now() + REPLACED_STAYS_FOR + timedelta(seconds=1)):
        jobs.run_pending()
    assert files.keys == [upload.key]


def test_a_copy_that_bears_a_name_lies_in_the_bucket_for_an_hour(owner, files, monkeypatch, client):
    content = ContentFile(paper(), name="plan.pdf")
    plan = DocumentFactory(uploaded_by_user=owner, is_stamped=True, file=content)
    learner = UserFactory(display_name="Lena Learner")
    monkeypatch.setattr(gates, "_gates", [lambda person, medium: person == learner])
    served = client.get(address_for(learner, plan).url)
    assert (served.status_code, len(files.keys)) == (200, 2)
    assert all("Lena Learner" in text for text in texts_of(b"".join(served.streaming_content)))
    with clock.held_at(clock.now() + StampedCopy.KEPT_FOR + timedelta(seconds=1)):
        sweep_copies()
        jobs.run_pending()
    assert files.keys == [plan.file.name]


def test_what_belongs_to_nothing_is_swept_from_the_bucket(owner, files):
    plan, begun_at = DocumentFactory(uploaded_by_user=owner), clock.now()
    for name in ("documents/left.pdf", f"streams/{plan.public_id}/1/240p.mp4", "imports/course.zip"):
        files.client.put_object(Bucket=files.name, Key=name, Body=b"left")
    assert sweep_orphans() == []
    assert len(files.keys) == 4
    with clock.held_at(begun_at + STAYS_FOR + timedelta(minutes=5)):
        assert sweep_orphans() == ["documents/left.pdf", f"streams/{plan.public_id}"]
    assert files.keys == sorted([plan.file.name, "imports/course.zip"])


def test_a_part_sent_again_replaces_what_was_damaged(owner):
    upload = begun(owner)
    send(upload, film_bytes(PART + 1000, seed=2))
    send(upload, FILM, 2, 1)
    join_upload(upload, actor=owner)
    assert take_over(upload, Video(title="Waltz"), actor=owner).file.open("rb").read() == FILM


def test_an_address_takes_that_part_and_nothing_else(owner, files):
    upload, other = begun(owner), begun(owner, modified=2)
    address = address_of_part(upload, 2)
    part = part_of(FILM, 2, PART)
    for forged in (
        address.replace("partNumber=2", "partNumber=1"),
        address.replace(upload.remote_id, other.remote_id),
        address.replace(upload.key, "videos/other.mp4"),
        address.replace(files.name, "another-bucket"),
        re.sub(r"X-Amz-Expires=\d+", "X-Amz-Expires=604800", address),
        re.sub(r"X-Amz-Signature=\w{4}", "X-Amz-Signature=0000", address),
        address.partition("?")[0],
    ):
        assert ask("PUT", forged, part)[0] in {400, 403, 404}, forged
    assert ask("GET", address)[0] in {400, 403, 405}
    for wrong in (part[:-1], part + b"x"):
        assert ask("PUT", address, wrong)[0] in {400, 403}
    assert sent_parts(upload) == sent_parts(other) == {}
    assert ask("PUT", address, part)[0] == 200


def test_an_address_ends(owner, monkeypatch):
    upload = begun(owner)
    monkeypatch.setattr(bucket, "ADDRESS_SECONDS", 1)
    address = address_of_part(upload, 2)
    time.sleep(2)
    assert ask("PUT", address, part_of(FILM, 2, PART))[0] in {400, 403}
    assert sent_parts(upload) == {}


def test_what_is_no_film_is_gone(owner, files):
    content = b"<html>" + FILM[6:]
    content = content[:6] + b"x" * 100_000 + content[100_006:]
    upload = begun(owner, content)
    send(upload, content)
    with pytest.raises(ValidationError):
        join_upload(upload, actor=owner)
    assert (files.keys, files.begun) == ([], [])


def test_giving_up_leaves_nothing_whatever_was_begun(owner, files):
    half, whole = begun(owner), begun(owner, modified=2)
    send(half, FILM, 1)
    send(whole, FILM)
    join_upload(whole, actor=owner)
    # As two tabs that begin at once do, or a process that ends before it wrote down what the bucket answered.
    files.client.create_multipart_upload(Bucket=files.name, Key=half.key)
    kept = files.client.create_multipart_upload(Bucket=files.name, Key=f"{half.key}.other")
    for upload in (half, whole, half):
        abandon_upload(upload, actor=owner)
    assert (files.keys, files.begun) == ([], [kept["Key"]])
    with pytest.raises(UploadOver):
        address_of_part(Upload.objects.get(pk=half.pk), 1)


def test_the_sweep_does_it_for_who_does_not(owner, files, monkeypatch):
    send(begun(owner), FILM, 1)
    later = clock.now() + timedelta(days=8)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert sweep_uploads() == 1
    assert (files.keys, files.begun) == ([], [])


def test_parts_are_not_sent_to_us(owner):
    with pytest.raises(WrongPart):
        receive_part(begun(owner), 2, BytesIO(b"x" * 1000), length=1000)


@pytest.fixture
def away(monkeypatch):
    """Lets nobody reach the bucket for a while."""
    nowhere = boto3.client(
        "s3",
        endpoint_url="http://127.0.0.1:9",
        region_name="us-east-1",
        aws_access_key_id="nobody",
        aws_secret_access_key="nothing",
        config=CLIENT.merge(Config(retries={"max_attempts": 0})),
    )

    @contextmanager
    def away():
        with monkeypatch.context() as patch:
            patch.setattr(bucket.BucketParts, "client", nowhere)
            yield

    return away


def test_what_a_silent_bucket_kept_from_us_is_done_later(owner, files, away):
    with away(), pytest.raises(StorageSilent):
        begun(owner)
    assert Upload.objects.get().remote_id == ""
    upload = begun(owner)
    assert Upload.objects.get().remote_id == upload.remote_id != ""
    send(upload, FILM)
    with away():
        with pytest.raises(StorageSilent):
            sent_parts(upload)
        for question in (join_upload, abandon_upload):
            with pytest.raises(StorageSilent):
                question(upload, actor=owner)
        assert sweep_uploads() == 0
    assert files.begun == [upload.key]
    assert Upload.objects.get().state == UploadState.ABANDONED
    assert uploads_under_way(owner, kind=UploadKind.VIDEO) == []
    assert sweep_uploads() == 1
    assert files.begun == []


def test_who_joins_second_finds_it_joined(owner, monkeypatch):
    upload = begun(owner)
    send(upload, FILM)
    storage = bucket.BucketParts()
    listed = storage.listed(upload)
    storage.join(upload)
    storage.join(upload)
    monkeypatch.setattr(bucket.BucketParts, "listed", lambda self, upload: listed)
    storage.join(upload)
    assert join_upload(upload, actor=owner).state == UploadState.JOINED


def expiry_of(answer):
    """For how many seconds the bucket's address is good to which the answer leads."""
    return int(parse_qs(urlsplit(answer["Location"]).query)["X-Amz-Expires"][0])


class TestServing:
    def address(self, of, **options):
        return sign(of.file.name, content_type=of.content_type, filename=of.filename, **options)

    @pytest.fixture
    def film(self, owner, monkeypatch):
        monkeypatch.setattr(serving, "LARGE", 1_000_000)
        upload = begun(owner)
        send(upload, FILM)
        return take_over(join_upload(upload, actor=owner), Video(title="Waltz für alle"), actor=owner)

    @pytest.mark.covers("fault-Z7")
    def test_a_large_file_is_fetched_from_the_bucket_for_as_long_as_our_address_lives(
        self, film, client, files, server, monkeypatch
    ):
        address = self.address(film)
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Location"].startswith(f"{server.address}/{files.name}/{film.file.name}?")
        asked = parse_qs(urlsplit(answer["Location"]).query)
        assert asked["response-content-type"] == ["video/mp4"]
        assert asked["response-content-disposition"][0].startswith("inline; filename")
        assert 1 <= int(asked["X-Amz-Expires"][0]) <= LIFETIME
        assert ask("GET", answer["Location"]) == (200, FILM)
        assert ask("GET", answer["Location"], Range="bytes=10-19") == (206, FILM[10:20])
        assert ask("GET", answer["Location"].replace(film.file.name, "videos/other.mp4"))[0] in {403, 404}
        later = clock.now() + timedelta(seconds=LIFETIME + 1)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert client.get(address).status_code == 404

    def test_what_a_person_was_led_to_ends_within_a_minute_of_their_access(self, film, owner, client):
        bound = self.address(film, **bound_to(owner, film))
        assert 1 <= expiry_of(client.get(bound)) <= 60 - REMEMBERED_SECONDS
        Video.objects.filter(pk=film.pk).update(uploaded_by_user=None)
        cache.clear()  # As half a minute does, for which a yes is remembered.
        assert client.get(bound).status_code == 404
        assert client.get(self.address(film)).status_code == 302

    def test_the_redirect_ends_no_later_than_the_address_that_led_to_it(self, film, client, monkeypatch):
        now = clock.now()
        began = now - timedelta(seconds=now.timestamp() % STEP)
        left = []
        for seconds in (0, 60, 299):
            monkeypatch.setattr(clock, "now", lambda: began)
            address = self.address(film)
            monkeypatch.setattr(clock, "now", lambda seconds=seconds: began + timedelta(seconds=seconds))
            answer = client.get(address)
            left.append(expiry_of(answer))
        assert left == [LIFETIME, LIFETIME - 60, 1]
        public = client.get(self.address(film, public=True))
        assert parse_qs(urlsplit(public["Location"]).query)["X-Amz-Expires"] == [str(LIFETIME)]

    def test_small_files_pass_through_us(self, files, client):
        document, image = DocumentFactory(), ImageFactory()
        for medium in (document, image):
            whole = client.get(self.address(medium))
            assert whole.status_code == 200
            body = b"".join(whole.streaming_content)
            assert body == medium.file.open("rb").read()
            part = client.get(self.address(medium), headers={"Range": "bytes=3-9"})
            assert (part.status_code, b"".join(part.streaming_content)) == (206, body[3:10])
        assert files.keys == sorted([document.file.name, image.file.name])

    def test_pictures_are_made_smaller_and_kept_beside(self, files, client):
        image = Image.objects.create(title="Hall", file=ContentFile(picture_bytes(400, 200), name="hall.png"))
        rendition = image.get_rendition("width-100")
        served = client.get(rendition.url)
        assert (served.status_code, rendition.width) == (200, 100)
        assert set(files.keys) == {image.file.name, rendition.file.name}

    @pytest.mark.parametrize("name", ["documents/absent.pdf", "../outside.pdf"])
    def test_a_file_that_is_not_there_is_missing(self, files, client, name):
        assert client.get(sign(name)).status_code == 404

    def test_nothing_in_the_bucket_is_fetched_without_a_signature(self, files, server):
        document = DocumentFactory()
        assert ask("GET", f"{server.address}/{files.name}/{document.file.name}")[0] in {401, 403}
        assert document.file.url.startswith("/media/")


def test_a_file_in_the_bucket_is_held_back_until_the_scanner_called_it_clean(files, settings, client, run_jobs):
    with Clamd() as scanner:
        settings.CLAMD_ADDRESS = scanner.address
        small, large = (
            DocumentFactory(),
            DocumentFactory(file=ContentFile(b"%PDF-1.4\n" + bytes(serving.LARGE), name="l.pdf")),
        )
        addresses = [sign(one.file.name) for one in (small, large)]
        assert [client.get(one).status_code for one in addresses] == [404, 404]
        run_jobs()
        assert [client.get(one).status_code for one in addresses] == [200, 302]
        assert sorted(map(len, scanner.seen)) == [small.file.size, large.file.size]
        gone = DocumentFactory()
        files.client.delete_object(Bucket=files.name, Key=gone.file.name)
        look_at(Scan.objects.get(file=gone.file.name))
        assert Scan.objects.get(file=gone.file.name).failure == ScanFailure.GONE
