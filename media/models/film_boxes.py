"""What a film says of itself beside its pictures and sounds: blanked in its place, so that nothing else moves.

Films of telephones and cameras are boxes within boxes (ISO 14496-12, QuickTime). Where one was filmed and with what
stands in boxes of their own, and in tracks of their own beside the picture. A box of the kind `free` is skipped by
whoever reads the film.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import IO

from media.models.file_types import ending_of

BOXED = frozenset({"mp4", "m4v", "mov"})
TELLING = frozenset({b"udta", b"meta", b"uuid"})
# Tracks that are played; whatever else there is notes where the camera was, how it was held and what it measured.
PLAYED = frozenset({b"vide", b"soun"})
FREE = b"free"
# Boxes and numbers that are read of one film at the most: of an honest film of hours, a tenth of it.
MOST_STEPS = 5_000_000
PIECE = 64 * 1024


class TooMuch(Exception):
    """The film has more boxes than any that was filmed."""


@dataclass(frozen=True, slots=True)
class Box:
    """`start` is where its head begins, `body` where what is in it does."""

    kind: bytes
    start: int
    body: int
    end: int


def blank_metadata(file: IO[bytes], name: str) -> bool:
    """Blank what the film tells, in the open file itself. Returns whether there was anything.

    Films of other kinds, and what is no film, stay as they are. The file is left at its start.
    """
    if ending_of(name) not in BOXED:
        return False
    film, told = Film(file), False
    with suppress(TooMuch):
        for box in film.telling():
            told = True
            film.blank(box.body, box.end)
            # Last, so that a film on which this broke off is blanked anew.
            file.seek(box.start + len(FREE))
            file.write(FREE)
    file.flush()
    file.seek(0)
    return told


class Film:
    """A film that is read and written by its boxes. Reading raises TooMuch where it would take long."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._steps = MOST_STEPS
        self.whole = Box(b"", 0, 0, file.seek(0, 2))

    def telling(self) -> Iterator[Box]:
        """Boxes to blank: of the film, of each track, and tracks that are not played, whose samples go at once."""
        for box in self.boxes(self.whole):
            if box.kind in TELLING:
                yield box
            elif box.kind == b"moov":
                for inner in self.boxes(box):
                    if inner.kind in TELLING:
                        yield inner
                    elif inner.kind == b"trak":
                        yield from self.telling_of(inner)

    def telling_of(self, track: Box) -> Iterator[Box]:
        handler = self.below(track, b"mdia", b"hdlr")
        if handler is None or self.read(handler.body + 8, 4) in PLAYED:
            yield from (box for box in self.boxes(track) if box.kind in TELLING)
            return
        left = self.whole.end
        for start, end in self.chunks(track):
            left -= end - start
            if end > self.whole.end or left < 0:
                break
            self.blank(start, end)
        yield track

    def chunks(self, track: Box) -> Iterator[tuple[int, int]]:
        """From where to where in the file the samples of a track lie."""
        table = self.below(track, b"mdia", b"minf", b"stbl")
        found = {box.kind: box for box in self.boxes(table)} if table is not None else {}
        places = found.get(b"stco") or found.get(b"co64")
        if places is None or not {b"stsc", b"stsz"} <= found.keys():
            return
        runs = self.numbers(found[b"stsc"], at=4, each=3)
        in_chunk = dict(zip(runs[::3], runs[1::3], strict=False))
        same = int.from_bytes(self.read(found[b"stsz"].body + 4, 4))
        sizes = iter([] if same else self.numbers(found[b"stsz"], at=8))
        count = 0
        for number, start in enumerate(self.numbers(places, at=4, width=4 if places.kind == b"stco" else 8), 1):
            count = in_chunk.get(number, count)
            yield start, start + (same * count or sum(islice(sizes, count)))

    def boxes(self, outer: Box) -> Iterator[Box]:
        """The boxes in a box, up to the first that is none."""
        start = outer.body
        while start < outer.end:
            head = self.read(start, 16)
            size, kind, length = int.from_bytes(head[:4]), head[4:8], 8
            if size == 1:
                size, length = int.from_bytes(head[8:16]), 16
            elif size == 0:
                size = outer.end - start
            if len(head) < length or size < length or start + size > outer.end:
                return
            yield Box(kind, start, start + length, start + size)
            start += size

    def below(self, box: Box, *kinds: bytes) -> Box | None:
        found: Box | None = box
        for kind in kinds:
            found = next((one for one in self.boxes(found) if one.kind == kind), None) if found is not None else None
        return found

    def numbers(self, box: Box, *, at: int, width: int = 4, each: int = 1) -> list[int]:
        """The table in a box: how many rows of `each` numbers there are stands `at` some bytes into it."""
        first = box.body + at + 4
        count = min(int.from_bytes(self.read(first - 4, 4)) * each, max(0, box.end - first) // width)
        self.spend(count)
        table = self.read(first, count * width)
        return [int.from_bytes(table[place : place + width]) for place in range(0, len(table), width)]

    def read(self, start: int, size: int) -> bytes:
        self.spend(1)
        self._file.seek(start)
        return self._file.read(size)

    def blank(self, start: int, end: int) -> None:
        self.spend(1)
        self._file.seek(start)
        for place in range(start, end, PIECE):
            self._file.write(bytes(min(PIECE, end - place)))

    def spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise TooMuch
