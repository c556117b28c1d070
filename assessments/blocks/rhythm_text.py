"""Rhythms as they are written: `1 1/2 1/2 r1 2`, lengths in beats, a rest behind an `r`. And how ABC writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

MOST_NOTES = 64
LONGEST_TEXT = 600
LONGEST_BEATS = 128
_LENGTH = re.compile(r"(r?)(\d{1,2})(?:/(\d{1,2}))?", re.IGNORECASE)
_PARTS_OF_A_BEAT = frozenset({1, 2, 3, 4, 6, 8})


@dataclass(frozen=True, slots=True)
class Note:
    """How long something sounds, or is silent, in beats."""

    beats: Fraction
    is_rest: bool = False


def read_rhythm(written: Any) -> list[Note] | None:
    """The notes of what was written; None for what is no rhythm. Bars between them say nothing."""
    if not isinstance(written, str) or len(written) > LONGEST_TEXT:
        return None
    found = []
    for word in re.split(r"[\s,|]+", written.strip(" ,|\n\t")):
        match = _LENGTH.fullmatch(word)
        if match is None or not int(match[2]) or int(match[3] or 1) not in _PARTS_OF_A_BEAT:
            return None
        found.append(Note(Fraction(int(match[2]), int(match[3] or 1)), bool(match[1])))
    is_short = len(found) <= MOST_NOTES and sum(note.beats for note in found) <= LONGEST_BEATS
    return found if is_short else None


def onsets(notes: list[Note]) -> list[Fraction]:
    """When each note begins, in beats from the first."""
    at, found = Fraction(0), []
    for note in notes:
        if not note.is_rest:
            found.append(at)
        at += note.beats
    return found


def length_of(notes: list[Note]) -> Fraction:
    return sum((note.beats for note in notes), Fraction(0))


def write_abc(notes: list[Note], *, beats: int, unit: int, tempo: int) -> str:
    """The rhythm on one line as ABC. Raises ValueError for thirds of a beat that do not come in threes."""
    head = f"X:1\nM:{beats}/{unit}\nL:1/{unit}\nQ:1/{unit}={tempo}\nK:C clef=perc stafflines=1\n"
    return head + " ".join(_in_bars(list(_grouped(notes)), beats)) + " |]"


@dataclass(frozen=True, slots=True)
class _Group:
    """A note, or three that fill the time of two."""

    notes: tuple[Note, ...]

    @property
    def beats(self) -> Fraction:
        return sum((note.beats for note in self.notes), Fraction(0))


def _grouped(notes: list[Note]) -> Iterator[_Group]:
    rest = list(notes)
    while rest:
        if rest[0].beats.denominator % 3:
            yield _Group((rest.pop(0),))
            continue
        three, rest = rest[:3], rest[3:]
        if len(three) < 3 or len({note.beats for note in three}) > 1:
            raise ValueError("thirds of a beat come in threes")
        yield _Group(tuple(three))


def _in_bars(groups: list[_Group], beats: int) -> Iterator[str]:
    at = Fraction(0)
    for group in groups:
        if at and at % beats == 0:
            yield "|"
        if len(group.notes) == 3:
            written = (_one(Note(note.beats * Fraction(3, 2), note.is_rest)) for note in group.notes)
            yield "(3" + "".join(written)
            at += group.beats
            continue
        (note,) = group.notes
        left = note.beats
        while left:
            piece = min(left, beats - at % beats)
            left -= piece
            at += piece
            pieces = list(_drawable(piece))
            joined = [_one(Note(each, note.is_rest)) for each in pieces]
            tie = "" if note.is_rest else "-"
            yield tie.join(joined) + (tie if left else "")
            if left:
                yield "|"


def _drawable(beats: Fraction) -> Iterator[Fraction]:
    """The length as those for which there is a note: with a dot or two, or none."""
    while beats:
        heads = (Fraction(2) ** power * dots for power in range(-4, 4) for dots in (1, Fraction(3, 2), Fraction(7, 4)))
        head = max((each for each in heads if each <= beats), default=beats)
        yield head
        beats -= head


def _one(note: Note) -> str:
    letter = "z" if note.is_rest else "B"
    if note.beats == 1:
        return letter
    return f"{letter}{note.beats}" if note.beats.denominator > 1 else f"{letter}{note.beats.numerator}"
