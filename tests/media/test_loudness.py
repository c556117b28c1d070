"""Sounds through ffmpeg: how loud they come out, how they look, and what is refused."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.gateways.ffmpeg import FileFailed, Loudness, gain_for, make_sound, measure_loudness, patience, probe_sound
from media.gateways.ffmpeg.peaks import FEWEST_SAMPLES, MOST_PEAKS, PeakMeter, samples_per_peak
from media.models.sounds import SAMPLE_RATE
from tests.media.films import film, sound_alone
from tests.media.sounds import sound, steps, tone
from tests.media.test_ffmpeg import told

pytestmark = pytest.mark.covers("req-J5")


@pytest.fixture
def made_of(tmp_path):
    """What is made of the bytes of a sound, and how loud it is then."""

    def make(content, name="sound.wav", gain=None):
        path = tmp_path / name
        path.write_bytes(content)
        loudness = loudness_of(path)
        folder = tmp_path / "made"
        folder.mkdir(exist_ok=True)
        made = make_sound(
            path,
            probe_sound(path),
            loudness,
            gain=gain_for(loudness) if gain is None else gain,
            folder=folder,
            on_second=lambda at: None,
        )
        return made, loudness_of(made.file)

    return make


def loudness_of(path):
    channels = probe_sound(path).channels
    return measure_loudness(
        path, channels=channels, folder=path.parent, seconds=patience(60), on_second=lambda at: None
    )


def pairs_of(made):
    values = [one - 256 if one > 127 else one for one in made.peaks]
    return list(zip(values[::2], values[1::2], strict=True))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (lambda: tone(-30), "sound.wav"),
        (lambda: tone(-3), "sound.wav"),
        (lambda: tone(-30, channels=1), "sound.wav"),
        (lambda: tone(-30, ending="mp3"), "sound.mp3"),
        (lambda: tone(-30, ending="flac"), "sound.flac"),
        (lambda: tone(-30, ending="ogg"), "sound.ogg"),
        (lambda: tone(-30, channels=6, ending="m4a"), "sound.m4a"),
    ],
    ids=["soft", "loud", "one channel", "mp3", "flac", "ogg", "six channels"],
)
def test_what_is_too_soft_or_too_loud_comes_out_as_loud_as_the_rest(made_of, content, name):
    _, loudness = made_of(content(), name)
    assert loudness.lufs == pytest.approx(-16, abs=1)
    assert loudness.peak_dbtp <= -1


def test_one_channel_is_measured_as_the_two_loudspeakers_that_it_comes_out_of(made_of):
    _, one = made_of(tone(-30, channels=1), gain=0)
    _, both = made_of(tone(-30), gain=0)
    assert one.lufs == pytest.approx(both.lufs, abs=0.3)


def test_what_is_left_as_it_was_recorded_keeps_its_gain_and_its_channels(made_of):
    for channels in (1, 2):
        made, loudness = made_of(tone(-30, channels=channels), gain=0)
        assert loudness.lufs == pytest.approx(-30, abs=0.5)
        assert told(made.file, "-show_streams")["streams"][0]["channels"] == channels


def test_loud_and_quiet_keep_their_distance(made_of):
    made, _ = made_of(steps(0.02, 0.08))
    pairs = pairs_of(made)
    quiet, loud = (max(high for _, high in part) for part in (pairs[20:170], pairs[220:330]))
    assert quiet < loud
    assert loud / quiet == pytest.approx(4, rel=0.15)


def test_a_peak_holds_the_gain_back_and_is_not_squeezed(made_of):
    clap = sound("0.01*sin(2*PI*1000*t)+0.9*between(t,1,1.01)*sin(2*PI*300*t)")
    made, loudness = made_of(clap)
    assert made.gain < 1
    assert loudness.lufs < -17
    assert loudness.peak_dbtp == pytest.approx(-1.5, abs=0.5)


@given(st.floats(-69, 5), st.floats(-69, 6))
def test_gain_never_passes_target_ceiling_or_hiss(lufs, peak):
    gain = gain_for(Loudness(lufs, peak, 10))
    assert lufs + gain <= -16 + 0.01
    assert peak + gain <= -1.5 + 0.01
    assert gain <= 30


def test_silence_stays_silence(made_of):
    made, loudness = made_of(sound("0"))
    assert (made.gain, loudness.lufs) == (0, -70)
    assert set(pairs_of(made)) == {(0, 0)}


def test_the_outline_follows_the_sound(made_of):
    made, _ = made_of(steps(0.1, 0.5, 0, 0.25), gain=0)
    assert made.duration_ms == pytest.approx(4000, abs=30)
    pairs = pairs_of(made)
    per_second = SAMPLE_RATE / made.samples_per_peak
    assert len(pairs) == pytest.approx(4 * per_second, abs=2)
    for second, level in enumerate((0.1, 0.5, 0, 0.25)):
        inside = pairs[round((second + 0.1) * per_second) : round((second + 0.9) * per_second)]
        assert max(high for _, high in inside) == pytest.approx(128 * level, abs=2)
        assert min(low for low, _ in inside) == pytest.approx(-128 * level, abs=2)


@given(st.floats(0.01, 12 * 3600))
def test_no_outline_has_more_pairs_than_a_screen_shows(seconds):
    step = samples_per_peak(seconds)
    assert step >= FEWEST_SAMPLES
    assert -(-round(seconds * SAMPLE_RATE) // step) <= MOST_PEAKS


@given(st.lists(st.integers(1, 400), min_size=1, max_size=20), st.integers(1, 2))
def test_an_outline_does_not_depend_on_how_the_bytes_came(sizes, channels):
    content = random.Random(7).randbytes(sum(sizes) // 2 * 2)
    whole, bits = PeakMeter(step=8, channels=channels), PeakMeter(step=8, channels=channels)
    whole.take(content)
    at = 0
    for size in sizes:
        bits.take(content[at : at + size])
        at += size
    assert bits.pairs_so_far() == whole.pairs_so_far()
    assert bits.taken == len(content) // 2


def test_a_sound_longer_than_was_measured_takes_no_more_room():
    meter = PeakMeter(step=1, channels=1)
    meter.take(bytes(2 * 10 * MOST_PEAKS))
    assert len(meter.pairs_so_far()) == 2 * MOST_PEAKS


def test_nothing_that_the_file_says_of_itself_goes_along(made_of):
    words = ("-metadata", "artist=Ada", "-metadata", "comment=+38.7+9.1/")
    made, _ = made_of(tone(-20, *words, ending="mp3"), "sound.mp3")
    content = made.file.read_bytes()
    assert b"Ada" not in content
    assert b"+38.7" not in content
    assert told(made.file, "-show_streams")["streams"][0]["codec_name"] == "aac"


@pytest.mark.covers("fault-F3")
@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (lambda: b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(3000), "sound.wav", "unreadable"),
        (lambda: b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "sound.mp3", "unreadable"),
        (lambda: b"ffconcat version 1.0\nfile /etc/passwd\n", "sound.flac", "unreadable"),
        (lambda: film(sound=False, seconds=1), "sound.m4a", "no_sound"),
        (lambda: sound_alone()[:2000], "sound.m4a", "unreadable"),
    ],
    ids=["noise", "a list of other files", "a chain of other files", "a picture alone", "cut off"],
)
def test_what_is_no_sound_is_refused_with_a_reason(made_of, content, name, reason):
    with pytest.raises(FileFailed) as failed:
        made_of(content(), name)
    assert failed.value.reason == reason


def test_who_listens_may_end_it(tmp_path):
    path = tmp_path / "sound.wav"
    path.write_bytes(tone(-20, seconds=20))

    class Enough(Exception):
        pass

    def enough(at):
        raise Enough

    with pytest.raises(Enough):
        measure_loudness(path, channels=2, folder=tmp_path, seconds=60, on_second=enough)
    with pytest.raises(Enough):
        make_sound(path, probe_sound(path), Loudness(-20, -20, 20), gain=0, folder=tmp_path, on_second=enough)
