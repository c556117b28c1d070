"""How taps go with the notes that they were meant for. Times are milliseconds from the first beat of the rhythm."""

from collections.abc import Sequence
from dataclasses import dataclass

# What sound and touch take on their way; a constant offset of as much is nobody's fault.
MOST_LATENCY_MS = 120


@dataclass(frozen=True, slots=True)
class Alignment:
    """`offset_ms` was taken out of all taps. `off_ms` tells of each onset how late its tap came, None where there is
    none; `extra` is how many taps belong to no onset."""

    offset_ms: int
    off_ms: tuple[int | None, ...]
    extra: int

    @property
    def hits(self) -> int:
        return sum(off is not None for off in self.off_ms)


def align(taps: Sequence[int], onsets: Sequence[int], *, tolerance_ms: int) -> Alignment:
    """Give each onset the tap that comes nearest: each tap to one at most, and none farther off than the tolerance.

    Before that the constant offset is taken out with which the taps come nearest on the whole. It is what most of them
    share: one that is late by itself stays late.
    """
    taps, onsets = sorted(taps), sorted(onsets)

    def apart(offset: int) -> tuple[int, int, int]:
        off = _matched([tap - offset for tap in taps], onsets, tolerance_ms)
        # An onset that is missed is as far off as one that is just hit.
        return sum(map(abs, off)) + tolerance_ms * (len(onsets) - len(off)), abs(offset), offset

    offset = min(range(-MOST_LATENCY_MS, MOST_LATENCY_MS + 1), key=apart)
    off_ms = _paired([tap - offset for tap in taps], onsets, tolerance_ms)
    return Alignment(offset, off_ms, len(taps) - sum(off is not None for off in off_ms))


def _matched(taps: Sequence[int], onsets: Sequence[int], tolerance: int) -> list[int]:
    """How far off the taps are that hit, of as many hits as there can be: each onset takes the first that is left."""
    found, next_tap = [], 0
    for onset in onsets:
        while next_tap < len(taps) and taps[next_tap] < onset - tolerance:
            next_tap += 1
        if next_tap < len(taps) and taps[next_tap] <= onset + tolerance:
            found.append(taps[next_tap] - onset)
            next_tap += 1
    return found


def _paired(taps: Sequence[int], onsets: Sequence[int], tolerance: int) -> tuple[int | None, ...]:
    """As many hits as there can be, and of those ways the one that is nearest in sum. In order, so step by step."""
    # best[i][j]: misses and distance with the first i onsets and j taps, and whether the last two belong together.
    best = [[(0, 0, False)] * (len(taps) + 1)]
    for onset in onsets:
        above = best[-1]
        row = [(above[0][0] + 1, 0, False)]
        for place, tap in enumerate(taps, start=1):
            misses, far, _paired_up = above[place]
            ways = [(misses + 1, far, False), (*row[-1][:2], False)]
            if abs(tap - onset) <= tolerance:
                misses, far, _paired_up = above[place - 1]
                ways.append((misses, far + abs(tap - onset), True))
            row.append(min(ways, key=lambda way: way[:2]))
        best.append(row)
    return tuple(reversed(list(_way_back(best, taps, onsets))))


def _way_back(best: list[list[tuple[int, int, bool]]], taps: Sequence[int], onsets: Sequence[int]) -> list[int | None]:
    found: list[int | None] = []
    onset, tap = len(onsets), len(taps)
    while onset:
        if best[onset][tap][2]:
            found.append(taps[tap - 1] - onsets[onset - 1])
            onset, tap = onset - 1, tap - 1
        elif tap and best[onset][tap - 1][:2] == best[onset][tap][:2]:
            tap -= 1
        else:
            found.append(None)
            onset -= 1
    return found
