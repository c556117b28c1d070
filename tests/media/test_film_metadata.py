"""Where a film was taken, and with what, stands in nothing that is served of it."""

import random
import subprocess
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from rest_framework.test import APIClient

from kit import jobs
from media.models import Stream, Video, film_boxes
from media.models.film_boxes import blank_metadata
from media.operations.storing import store_video
from media.operations.uploads import join_upload, take_over
from tests.factories.media import HEADS
from tests.media.conftest import sent_whole
from tests.media.films import TELLING, WORDS, film, telling_film, told_by

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-F4", "req-J5")]


def box(kind, *inner):
    body = b"".join(inner)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def number(value, width=4):
    return value.to_bytes(width, "big")


def played(content):
    """All that is seen and heard of a film, as sums."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "film.mp4")
        path.write_bytes(content)
        command = ["ffmpeg", "-v", "error", "-i", path, "-map", "0:v", "-map", "0:a", "-f", "streamhash", "-"]
        return subprocess.run(command, check=True, capture_output=True).stdout


def blanked(content, name="film.mp4"):
    file = BytesIO(content)
    return blank_metadata(file, name), file.getvalue()


@pytest.fixture
def streaming(media_root, settings, tmp_path):
    settings.MEDIA_STREAMS = True
    settings.MEDIA_WORK_DIR = tmp_path / "work"
    return media_root


def all_of(made, person):
    """Each file that a player is led to: the film, its sizes, its thumbnails and its poster."""
    jobs.run_pending()
    made.refresh_from_db()
    stream = Stream.objects.get(film=made)
    base = f"/api/v1/media/{made.public_id}"
    addresses = [base, f"{base}/stream/thumbnails.jpg", f"/api/v1/media/{made.poster.public_id}"]
    addresses += [f"{base}/stream/{rung.name}.mp4" for rung in stream.rungs.all()]
    client = APIClient()
    client.force_authenticate(person)
    return {address: b"".join(client.get(client.get(address)["Location"]).streaming_content) for address in addresses}


@pytest.mark.parametrize("name", sorted(TELLING))
def test_what_a_film_tells_is_blanked_and_what_it_shows_stays(name):
    content = telling_film(name)
    assert told_by(content)
    told, clean = blanked(content, name)
    assert told
    assert told_by(clean) == []
    assert len(clean) == len(content)
    assert played(clean) == played(content)
    assert blanked(clean, name) == (False, clean)


def test_a_track_that_notes_where_the_camera_was_goes_with_what_it_noted():
    """As cameras for sports keep it: places among the pictures, found by a track of their own."""
    plain = film(seconds=1)
    noted = [b"SECRET 48.8584", b"SECRET 2.2945!", b"SECRET 35 m"]
    start = len(plain) + 8
    later = start + len(noted[0]) + len(noted[1])
    table = box(
        b"stbl",
        box(b"stsc", bytes(4), number(2), number(1), number(2), number(1), number(2), number(1), number(1)),
        box(b"stsz", bytes(8), number(3), *(number(len(one)) for one in noted)),
        box(b"co64", bytes(4), number(2), number(start, 8), number(later, 8)),
    )
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), b"meta", b"gpmd"), box(b"minf", table)))
    told, clean = blanked(plain + box(b"mdat", *noted) + box(b"moov", track))
    assert told
    assert told_by(clean) == []
    assert clean.startswith(plain.partition(b"udta")[0])


@pytest.mark.parametrize("same", [True, False])
def test_tables_that_lie_end_nothing_and_take_no_time(same):
    """Each says more than there is: rows, samples of a chunk, sizes, places."""
    sizes = number(2**32 - 1 if same else 0)
    table = box(
        b"stbl",
        box(b"stsc", bytes(4), number(2**32 - 1), number(1), number(2**32 - 1), number(1)),
        box(b"stsz", bytes(4), sizes, number(2**32 - 1), number(2**32 - 1)),
        box(b"stco", bytes(4), number(2**32 - 1), number(0), number(2**31)),
    )
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), b"meta"), box(b"minf", table)))
    head = HEADS["mp4"][:24]
    told, clean = blanked(head + box(b"moov", track))
    assert told
    assert clean == head + box(b"moov", box(b"free", bytes(len(track) - 8)))


def test_more_boxes_than_any_film_has_are_not_walked(monkeypatch):
    monkeypatch.setattr(film_boxes, "MOST_STEPS", 100)
    content = box(b"moov", *[box(b"trak")] * 1000, box(b"udta", b"SECRET"))
    assert blanked(content) == (False, content)


def test_whatever_is_sent_for_a_film_ends_without_harm():
    random_bytes = random.Random(5)
    content = telling_film("telephone.mov")
    for _again in range(200):
        place = random_bytes.randrange(len(content))
        bent = content[:place] + random_bytes.randbytes(8) + content[place + 8 :]
        assert len(blanked(bent[: random_bytes.randrange(len(bent))])[1]) <= len(bent)


@pytest.mark.parametrize("name", ["camera.mov", "head_first.mp4"])
def test_a_film_that_came_in_a_form_tells_nothing_wherever_it_is_served(streaming, producer, name):
    file = TemporaryUploadedFile(name, "video/mp4", 0, None)
    file.write(telling_film(name))
    file.size = file.tell()
    made = Video.objects.create(title="Waltz", file=file, uploaded_by_user=producer)
    file.close()
    assert told_by(Path(made.file.path).read_bytes()) == []
    served = all_of(made, producer)
    assert len(served) == 5
    assert {address: told_by(content) for address, content in served.items()} == {address: [] for address in served}


def test_a_film_that_came_in_parts_tells_nothing_once_its_stream_is_there(streaming, producer):
    content = telling_film("telephone.mov")
    upload = join_upload(sent_whole(producer, content, name="waltz.mov"), actor=producer)
    made = take_over(upload, Video(title="Waltz"), actor=producer)
    assert told_by(Path(made.file.path).read_bytes())
    served = all_of(made, producer)
    assert {address: told_by(content) for address, content in served.items()} == {address: [] for address in served}
    assert played(served[f"/api/v1/media/{made.public_id}"]) == played(content)


def test_streams_of_a_film_of_another_kind_tell_nothing_either(streaming, producer):
    """What such a film itself tells is not looked at: no camera writes it."""
    content = film(*WORDS, ending="webm", seconds=2)
    made = store_video(content, name="waltz.webm", title="Waltz", owner=producer)
    served = all_of(made, producer)
    del served[f"/api/v1/media/{made.public_id}"]
    assert {address: told_by(content) for address, content in served.items()} == {address: [] for address in served}
