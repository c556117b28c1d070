"""Which sizes a film is offered in: up to its own, never above."""

from dataclasses import dataclass

from media.gateways.ffmpeg.probing import Measures

# The shorter side in pixels, and the most bits a second that its picture may take.
LADDER = ((2160, 14_000_000), (1440, 9_000_000), (1080, 5_500_000), (720, 3_000_000), (480, 1_500_000), (240, 500_000))
CLEARLY_SMALLER = 0.8
SOUND = "sound"
FASTEST = 60


@dataclass(frozen=True, slots=True)
class Rung:
    """One size. `name` is what addresses call it; `width` and `height` are even, as the codec wants them."""

    name: str
    width: int
    height: int
    bits: int


def ladder_for(film: Measures) -> list[Rung]:
    """The rungs for a film, the largest first: its own size, and those of the ladder that are clearly smaller."""
    own = min(film.width, film.height, LADDER[0][0])
    most = min(bits for side, bits in LADDER if side >= own)
    smaller = [(side, bits) for side, bits in LADDER if side <= own * CLEARLY_SMALLER]
    return [rung(film, side, bits) for side, bits in [(own, most), *smaller]]


def rung(film: Measures, side: int, bits: int) -> Rung:
    scale = side / min(film.width, film.height)
    return Rung(f"{side}p", even(film.width * scale), even(film.height * scale), bits)


def even(length: float) -> int:
    return max(2, round(length / 2) * 2)
