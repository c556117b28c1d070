"""What ffmpeg is asked for, and how it is kept from harm."""

import json
import subprocess
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.gateways.ffmpeg import FileFailed, Measures, encode, ladder_for, layout_of, probe, take_still
from media.gateways.ffmpeg.process import run
from tests.media.films import film, sound_alone, turned_film

pytestmark = pytest.mark.covers("req-J5")


@pytest.fixture
def stored(tmp_path):
    def store(content, name="film.mp4"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return store


def told(path, *words):
    command = ["ffprobe", "-v", "error", "-of", "json", *words, str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def made_of(path, tmp_path, tell=lambda part: None):
    folder = tmp_path / "made"
    folder.mkdir()
    measures = probe(path)
    return encode(path, measures, ladder_for(measures), folder=folder, on_progress=tell)


@given(st.integers(2, 8000), st.integers(2, 4300))
def test_no_rung_is_larger_than_its_film_and_none_is_odd(width, height):
    rungs = ladder_for(Measures(1000, width, height, 25, has_sound=False))
    assert rungs
    assert len({rung.name for rung in rungs}) == len(rungs)
    for rung in rungs:
        assert (rung.width % 2, rung.height % 2) == (0, 0)
        assert rung.width <= width + 1
        assert rung.height <= height + 1
    assert [rung.bits for rung in rungs] == sorted((rung.bits for rung in rungs), reverse=True)


@pytest.mark.parametrize(
    ("width", "height", "names"),
    [
        (1920, 1080, ["1080p", "720p", "480p", "240p"]),
        (640, 360, ["360p", "240p"]),
        (160, 90, ["90p"]),
        (1080, 1920, ["1080p", "720p", "480p", "240p"]),
        (7680, 4320, ["2160p", "1440p", "1080p", "720p", "480p", "240p"]),
        (1920, 1072, ["1072p", "720p", "480p", "240p"]),
    ],
)
def test_a_film_comes_in_its_own_size_and_clearly_smaller_ones(width, height, names):
    rungs = ladder_for(Measures(1000, width, height, 25, has_sound=False))
    assert [rung.name for rung in rungs] == names
    assert rungs[0].width / rungs[0].height == pytest.approx(width / height, rel=0.01)


def test_each_second_begins_with_a_whole_picture_and_the_sound_can_be_had_alone(stored, tmp_path):
    parts = []
    made = made_of(stored(film(size="640x360", seconds=5)), tmp_path, parts.append)
    assert [rung.name for rung in made] == ["360p", "240p", "sound"]
    assert [rung.codecs.count(",") for rung in made] == [1, 1, 0]
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    for rung in made[:-1]:
        frames = told(rung.file, "-select_streams", "v", "-skip_frame", "nokey", "-show_entries", "frame=pts_time")
        times = [float(frame["pts_time"]) for frame in frames["frames"]]
        # The sound has a beginning of its own, half a picture long, that no player plays.
        assert all(min(abs(time - second) for time in times) < 1 / 25 for second in range(5))
        assert rung.playlist.count("#EXTINF") == 2
        assert rung.average_bits <= rung.peak_bits
    assert {one["codec_type"] for one in told(made[-1].file, "-show_streams")["streams"]} == {"audio"}


def test_nothing_that_the_file_says_of_itself_goes_along(stored, tmp_path):
    words = ("-metadata", "title=Ada", "-metadata", "location=+38.7+9.1/", "-movflags", "use_metadata_tags")
    path = stored(film(*words, seconds=1))
    assert "location" in told(path, "-show_format")["format"]["tags"]
    for rung in made_of(path, tmp_path):
        content = rung.file.read_bytes()
        assert b"Ada" not in content
        assert b"+38.7" not in content


def test_films_that_lie_on_their_side_and_those_with_long_pixels_are_measured_as_they_are_seen(stored):
    turned = probe(stored(turned_film()))
    assert (turned.width, turned.height) == (180, 320)
    wide = probe(stored(film("-vf", "setsar=2", seconds=1)))
    assert (wide.width, wide.height) == (640, 180)


def test_a_film_without_sound_and_one_in_webm(stored, tmp_path):
    silent = probe(stored(film(seconds=1, sound=False)))
    assert silent.has_sound is False
    made = made_of(stored(film(seconds=1, ending="webm"), "film.webm"), tmp_path)
    assert [rung.name for rung in made] == ["180p", "sound"]


def test_a_still_is_taken(stored, tmp_path):
    path = stored(film(seconds=2))
    still = take_still(path, probe(path), folder=tmp_path)
    assert still.read_bytes().startswith(b"\xff\xd8")


@pytest.mark.covers("fault-F3")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(5000), "unreadable"),
        (lambda: film(seconds=2)[:3000], "unreadable"),
        (lambda: b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "unreadable"),
        (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", "unreadable"),
        (sound_alone, "no_picture"),
    ],
    ids=["noise", "cut off", "a list of other files", "a chain of other files", "sound alone"],
)
def test_what_is_no_film_is_refused_at_once(stored, content, reason):
    began = time.monotonic()
    with pytest.raises(FileFailed) as failed:
        probe(stored(content()))
    assert failed.value.reason == reason
    assert time.monotonic() - began < 30


@pytest.mark.covers("fault-F3")
def test_an_endless_film_is_ended(tmp_path):
    endless = ["-f", "lavfi", "-i", "testsrc2", "-f", "null", "-"]
    with pytest.raises(FileFailed) as failed:
        run("ffmpeg", endless, folder=tmp_path, seconds=0.5)
    assert failed.value.reason == "too_slow"


def test_who_listens_may_end_it(tmp_path):
    class Enough(Exception):
        pass

    def on_line(line):
        raise Enough

    endless = ["-progress", "pipe:1", "-f", "lavfi", "-i", "testsrc2", "-f", "null", "-"]
    with pytest.raises(Enough):
        run("ffmpeg", endless, folder=tmp_path, seconds=60, on_line=on_line)


@given(st.integers(1, 12 * 3600 * 1000), st.integers(2, 8000), st.integers(2, 4300))
def test_a_sheet_has_room_for_every_step_of_the_longest_film(duration, width, height):
    layout = layout_of(Measures(duration, width, height, 25, has_sound=False))
    assert 1 <= layout.count <= 100
    assert layout.count * layout.every_ms > duration - layout.every_ms
    assert max(layout.width, layout.height) <= 160
    assert (layout.width % 2, layout.height % 2) == (0, 0)
