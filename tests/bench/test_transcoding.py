"""Plain ffmpeg is measured at the very ladder that the product makes, and the job from its beginning to its end."""

import json
import re
import subprocess
import sys

import pytest

from bench import __main__ as bench
from bench.measured_page import as_page
from bench.report import LATEST, show_transcoding, transcoding_of
from bench.transcoding import make_film, plain_ladder, run_ffmpeg, take_rounds, taken_by_job
from media.enums import MakingState
from media.gateways.ffmpeg import encode, ladder_for, probe
from media.models import Stream
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.covers("req-J5")


@pytest.fixture
def short_film(tmp_path):
    return make_film(tmp_path / "film.mp4", seconds=2, size="640x360", rate=25)


def packets(file, kind):
    """A hash of all that players decode of the file's picture (v) or sound (a)."""
    command = ["ffmpeg", "-v", "error", "-i", str(file), "-map", f"0:{kind}", "-c", "copy", "-f", "md5", "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def picture_of(file):
    """How the file's picture was encoded, and when each of its frames is shown and which of them are whole."""
    entries = "stream=width,height,profile,pix_fmt,sample_aspect_ratio:packet=pts_time,flags"
    command = ["ffprobe", "-v", "error", "-select_streams", "v", "-show_entries", entries, "-of", "json", str(file)]
    settings = re.search(rb"x264 - core [^\0]*", file.read_bytes())[0]
    return settings, json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def test_plain_ffmpeg_makes_the_same_ladder(short_film, tmp_path):
    """Not bit by bit: where the encoder may not write as much as it would, two runs of it differ."""
    measures = probe(short_film)
    rungs = ladder_for(measures)
    ours, plain = tmp_path / "ours", tmp_path / "plain"
    ours.mkdir()
    plain.mkdir()
    made = encode(short_film, measures, rungs, folder=ours, on_progress=lambda part: None)
    run_ffmpeg(plain_ladder(short_film, rungs), folder=plain)
    assert [rung.name for rung in made] == ["360p", "240p", "sound"]
    assert sorted(file.stem for file in plain.glob("*.m4s")) == sorted(rung.name for rung in made)
    for rung in made:
        twin = plain / f"{rung.name}.m4s"
        assert packets(rung.file, "a") == packets(twin, "a")
        assert twin.stat().st_size == pytest.approx(rung.file.stat().st_size, rel=0.05)
        if rung.height:
            assert picture_of(rung.file) == picture_of(twin)


def test_the_film_is_the_same_each_time(short_film, tmp_path):
    again = make_film(tmp_path / "again.mp4", seconds=2, size="640x360", rate=25)
    assert [packets(again, kind) for kind in "va"] == [packets(short_film, kind) for kind in "va"]


def test_each_round_measures_both(db, short_film, tmp_path):
    found = take_rounds(short_film, UserFactory(), rounds=2, folder=tmp_path / "made")
    assert (found["film"], found["film_seconds"], found["rungs"]) == ("360p25", 2, ["360p", "240p"])
    # Who goes first takes turns.
    assert [list(taken) for taken in found["rounds"]] == [["job", "plain"], ["plain", "job"]]
    assert all(each > 0 for taken in found["rounds"] for cost in taken.values() for each in cost.values())
    assert [stream.state for stream in Stream.objects.all()] == [MakingState.READY, MakingState.READY]


def test_a_job_that_fails_is_not_taken_for_a_quick_one(db, short_film, tmp_path):
    content = short_film.read_bytes()
    short_film.write_bytes(content[: len(content) // 2])
    with pytest.raises(RuntimeError, match="unreadable"):
        taken_by_job(short_film, UserFactory(), folder=tmp_path / "made")


def measured(*ratios):
    """What was measured of a film of half a minute in rounds of these ratios."""
    plain = {"cpu": 40.0, "clock": 20.0}
    return {
        "film": "1080p30",
        "film_seconds": 30.0,
        "rungs": ["1080p", "720p"],
        "cores": 2,
        "rounds": [{"job": {"cpu": 40.0 * ratio, "clock": 25.0}, "plain": plain} for ratio in ratios],
    }


@pytest.mark.parametrize(("ratios", "broken"), [((1.0, 1.09, 1.3), False), ((1.0, 1.11, 1.12), True)])
def test_the_budget_is_held_by_the_median_of_the_rounds(ratios, broken):
    found = transcoding_of(measured(*ratios))
    assert found.broken is broken
    assert found.ratio == pytest.approx(ratios[1])
    assert (found.plain_cpu, found.plain_speed, found.job_speed) == (80.0, 1.5, 1.2)
    assert found.job_cpu == pytest.approx(80.0 * ratios[1])


def test_what_was_found_is_told_with_its_budget(capsys):
    found = transcoding_of(measured(1.0, 1.25, 1.25))
    show_transcoding(found)
    assert capsys.readouterr().out.splitlines()[1:] == [
        "1080p30, 30 s                        CPU s a minute    speed",
        "the whole job                                 100.0     1.20",
        "plain ffmpeg, the ladder alone                 80.0     1.50",
        "ratio of the CPU                              1.250     ≤1.1 (1.000 to 1.250) broken",
    ]
    page = as_page({"transcoding": found.as_json()})
    assert "1080p30, 30 s long, made into 1080p, 720p and the sound, on 2 cores." in page
    assert "1.250 (≤ 1.1) times the CPU" in page
    assert "| the whole job | 100.0 | 1.20 |\n| plain ffmpeg, the ladder alone | 80.0 | 1.50 |" in page


def test_without_ffmpeg_it_says_so_and_goes_on(monkeypatch, capsys):
    monkeypatch.setattr(bench.shutil, "which", lambda program: None)
    monkeypatch.setattr(sys, "argv", ["bench", "--only", "transcoding"])
    before = LATEST.read_bytes()
    assert bench.main() == 0
    assert "Transcoding was not measured: there is no ffmpeg on this machine" in capsys.readouterr().out
    assert LATEST.read_bytes() == before
