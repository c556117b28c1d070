"""Rhythms: how they are written and drawn, how taps go with them, and who is told what."""

import uuid
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.blocks import KINDS, Asked, UnfitAnswer
from assessments.blocks.rhythm import MOST_TAPS
from assessments.blocks.rhythm_text import Note, length_of, onsets, read_rhythm, write_abc
from assessments.blocks.taps import MOST_LATENCY_MS, align
from tests.assessments.test_questions import problems
from tests.factories.quizzes import rhythm

pytestmark = pytest.mark.covers("req-C6")

BLOCK = KINDS["rhythm"]
TIMES = st.lists(st.integers(0, 3000), max_size=6)
TOLERANCE = st.integers(20, 200)
ONSETS = st.lists(st.integers(1, 60), min_size=1, max_size=12, unique=True).map(lambda steps: [50 * n for n in steps])


def asked(pattern="1 1/2 1/2 r1 1", **value):
    question = rhythm(1, pattern, **value)
    return Asked(uuid.UUID(question["id"]), question["value"])


def share(question, **answer):
    return BLOCK.share(question, BLOCK.read(question, {"rhythm": answer}))


def test_a_rhythm_is_read_as_it_is_written():
    notes = read_rhythm(" 1 1/2, 1/2 | r1 R3/4 2 ")
    assert notes == [
        Note(Fraction(1)), Note(Fraction(1, 2)), Note(Fraction(1, 2)), Note(Fraction(1), is_rest=True),
        Note(Fraction(3, 4), is_rest=True), Note(Fraction(2)),
    ]  # fmt: skip
    assert onsets(notes) == [0, 1, Fraction(3, 2), Fraction(15, 4)]
    assert length_of(notes) == Fraction(23, 4)


@pytest.mark.parametrize(
    "text",
    ["", " | ", "a", "0", "1/0", "1/5", "-1", "1.5", "1/2/2", "rr1", "100", "1 " * 65, "99 99", None, 1, "1" * 601],
)
def test_what_is_no_rhythm_is_none(text):
    assert read_rhythm(text) is None


@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from([1, 2, 4, 8]), st.booleans()), min_size=1, max_size=12),
       st.integers(1, 7))  # fmt: skip
def test_what_is_drawn_lasts_as_long_as_what_is_written_and_fills_its_bars(drawn, beats):
    notes = [Note(Fraction(over, under), rest) for over, under, rest in drawn]
    assume(length_of(notes) <= 128)
    body = write_abc(notes, beats=beats, unit=4, tempo=80).splitlines()[-1].removesuffix(" |]")
    bars = [sum(map(abc_length, bar.replace("-", " -").split())) for bar in body.split("|")]
    assert sum(bars) == length_of(notes)
    assert all(bar == beats for bar in bars[:-1])
    # Every note is struck once: what goes on is tied.
    heads = body.replace("|", " ").replace("-", " - ").replace("B", " B").split()
    struck = sum(head.startswith("B") and heads[place - 1] != "-" for place, head in enumerate(heads))
    assert struck == sum(not note.is_rest for note in notes)


def abc_length(words):
    return sum(
        Fraction(rest or 1) for rest in words.replace("-", "").replace("z", "B").split("B")[1:]
    )  # fmt: skip


def test_notes_are_tied_over_bars_dotted_and_grouped_in_threes():
    def body(text, beats=4):
        return write_abc(read_rhythm(text), beats=beats, unit=4, tempo=80).splitlines()[-1]

    assert body("1 1/2 1/2 2 r4") == "B B1/2 B1/2 B2 | z4 |]"
    assert body("3 2 3") == "B3 B- | B B3 |]"
    assert body("3/2 5/4 1/4 1") == "B3/2 B-B1/4 B1/4 B |]"
    assert body("1/3 1/3 1/3 1 2/3 2/3 2/3") == "(3B1/2B1/2B1/2 B (3BBB |]"
    for uneven in ("1/3 1", "1/3 1/3 1", "1/3 1/3 2/3", "1/6 1/6"):
        with pytest.raises(ValueError, match="threes"):
            body(uneven)


@given(ONSETS, TOLERANCE, st.integers(-MOST_LATENCY_MS, MOST_LATENCY_MS), st.randoms())
def test_a_constant_offset_is_taken_out(times, tolerance, offset, lot):
    taps = [time + offset for time in times]
    lot.shuffle(taps)
    found = align(taps, times, tolerance_ms=tolerance)
    assert (found.hits, found.extra) == (len(times), 0)
    assert sum(map(abs, found.off_ms)) == 0


@given(TIMES, TIMES.map(sorted), TOLERANCE)
def test_what_is_aligned_adds_up(taps, times, tolerance):
    found = align(taps, times, tolerance_ms=tolerance)
    assert len(found.off_ms) == len(times)
    assert found.hits + found.extra == len(taps)
    assert all(off is None or abs(off) <= tolerance for off in found.off_ms)
    assert abs(found.offset_ms) <= MOST_LATENCY_MS
    # Each hit is by a tap of its own.
    hit = [time + off + found.offset_ms for time, off in zip(times, found.off_ms, strict=True) if off is not None]
    left = list(taps)
    for tap in hit:
        left.remove(tap)


@given(st.lists(st.integers(0, 600), max_size=5), st.lists(st.integers(0, 600), max_size=5), TOLERANCE)
def test_as_many_are_hit_as_can_be_and_no_other_way_is_nearer(taps, times, tolerance):
    found = align(taps, times, tolerance_ms=tolerance)
    far = sum(abs(off) for off in found.off_ms if off is not None)
    assert (found.hits, far) == best_way([tap - found.offset_ms for tap in taps], sorted(times), tolerance)


def best_way(taps, times, tolerance):
    """As many hits as there can be, and how near they are then, by trying every way in order."""
    taps = sorted(taps)
    best = (0, 0)
    for count in range(1, min(len(taps), len(times)) + 1):
        for some in combinations(taps, count):
            for those in combinations(times, count):
                far = [abs(one - other) for one, other in zip(some, those, strict=True)]
                if max(far) <= tolerance and (count > best[0] or sum(far) < best[1]):
                    best = (count, sum(far))
    return best


@given(st.lists(st.integers(-40, 40), min_size=1, max_size=12), st.integers(-80, 80))
def test_who_strays_by_half_the_tolerance_hits_everything_wherever_the_sound_comes_from(strays, offset):
    times = [500 * number for number in range(len(strays))]
    taps = [time + stray + offset for time, stray in zip(times, strays, strict=True)]
    found = align(taps, times, tolerance_ms=80)
    assert (found.hits, found.extra) == (len(times), 0)


def test_one_that_is_late_by_itself_stays_late():
    found = align([0, 500, 750, 1650], RIGHT, tolerance_ms=80)
    assert (found.offset_ms, found.off_ms, found.extra) == (0, (0, 0, 0, None), 1)
    late = align([60, 560, 810, 1500], RIGHT, tolerance_ms=80)
    assert (late.offset_ms, late.off_ms) == (60, (0, 0, 0, -60))


RIGHT = [0, 500, 750, 1500]


@pytest.mark.parametrize(
    ("taps", "part"),
    [
        (RIGHT, 1),
        ([tap + 110 for tap in RIGHT], 1),
        ([tap - 110 for tap in RIGHT], 1),
        ([0, 500, 750], "0.75"),
        ([0, 250, 500, 750, 1500], "0.75"),
        ([0, 500, 750, 1500, 1800, 1850, 1900, 1950, 1999], 0),
        ([0, 500, 750, 1650], "0.5"),
        ([], 0),
    ],
)
def test_each_note_counts_and_each_tap_too_many_takes_one_back(taps, part):
    assert share(asked(), taps=taps) == Decimal(part)
    assert share(asked(partial=False), taps=taps) == (1 if part == 1 else 0)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("1 1/2 1/2 r1 1", 1),
        ("1, 1/2 1/2 | r1 r1/2 1", "0.5"),
        ("1 1/2 1/4 r1/4 r1/2 r1/2 1", 1),
        ("1 1 r1 1", "0.75"),
        ("1/2 1/2 1/2 1/2 1/2 1/2 1", "0.25"),
        (" ", 0),
    ],
)
def test_what_is_written_counts_by_where_its_notes_begin(text, part):
    assert share(asked(), text=text) == Decimal(part)


@pytest.mark.parametrize(
    "answer",
    [
        {}, {"taps": "0"}, {"taps": [0.5]}, {"taps": [True]}, {"taps": [-2001]}, {"taps": [4001]}, {"taps": [2**70]},
        {"taps": [0] * (MOST_TAPS + 1)}, {"taps": [0], "text": "1"}, {"text": "one"}, {"text": 1}, {"text": "1 " * 400},
    ],
)  # fmt: skip
def test_what_is_no_tapping_is_refused(answer):
    with pytest.raises(UnfitAnswer):
        BLOCK.read(asked(), {"rhythm": answer})


def test_it_is_written_where_the_author_allows_it():
    with pytest.raises(UnfitAnswer, match="Tap"):
        share(asked(may_type=False), text="1 1/2 1/2 r1 1")
    assert BLOCK.shown(asked(may_type=False))["rhythm"]["may_type"] is False


def test_a_rhythm_that_is_not_shown_is_told_with_the_answers_alone():
    question = asked(shows_notation=False)
    shown = BLOCK.shown(question)["rhythm"]
    assert (shown["abc"], shown["length_ms"]) == ("", 2000)
    answer = BLOCK.read(question, {"rhythm": {"taps": [40, 540, 900]}})
    assert BLOCK.explained(question, answer, with_answers=False) == {}
    told = BLOCK.explained(question, answer, with_answers=True)["taps"]
    assert told == {
        "pattern": "1 1/2 1/2 r1 1",
        "abc": "X:1\nM:4/4\nL:1/4\nQ:1/4=120\nK:C clef=perc stafflines=1\nB B1/2 B1/2 z B |]",
        "offset_ms": 40,
        "onsets": [
            {"at_ms": 0, "off_ms": 0},
            {"at_ms": 500, "off_ms": 0},
            {"at_ms": 750, "off_ms": None},
            {"at_ms": 1500, "off_ms": None},
        ],
        "extra": 1,
    }
    # Where it was shown from the beginning, how it went is told at once.
    assert BLOCK.explained(asked(), answer, with_answers=False)["taps"] == told
    missed = BLOCK.explained(asked(), None, with_answers=True)["taps"]
    assert [each["off_ms"] for each in missed["onsets"]] == [None] * 4


@pytest.mark.parametrize(
    ("pattern", "rules", "said"),
    [
        ("one two", {}, "write lengths"),
        ("r1 r2", {}, "nothing to tap"),
        ("1/3 1/3 1", {}, "three at a time"),
        ("64 60", {"tempo": 30}, "too long"),
    ],
)
def test_authors_are_told_what_cannot_be_tapped(pattern, rules, said):
    assert said in " ".join(problems(rhythm(1, pattern, **rules))).lower()
    assert problems(rhythm(1, "1 1/3 1/3 1/3 r1")) == []
