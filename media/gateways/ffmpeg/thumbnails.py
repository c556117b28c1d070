"""Small pictures of a film in equal steps, on one sheet: what a player shows of the place that one points at."""

from dataclasses import dataclass
from pathlib import Path

from media.gateways.ffmpeg.ladder import even
from media.gateways.ffmpeg.probing import Measures

SHORTEST_STEP_MS = 2000
COLUMNS, ROWS = 10, 10
LONGER_SIDE = 160
SHEET = "thumbnails.jpg"


@dataclass(frozen=True, slots=True)
class Thumbnails:
    """How the sheet is laid out: `count` pictures of one size, in rows of `COLUMNS`, one for each step of the film."""

    every_ms: int
    width: int
    height: int
    count: int


def layout_of(film: Measures) -> Thumbnails:
    """The layout for a film: never more than fit on one sheet."""
    every = max(SHORTEST_STEP_MS, -(-film.duration_ms // (COLUMNS * ROWS)))
    scale = LONGER_SIDE / max(film.width, film.height)
    count = min(COLUMNS * ROWS, film.duration_ms // every + 1)
    return Thumbnails(every, even(film.width * scale), even(film.height * scale), count)


def drawing(layout: Thumbnails, source: str) -> str:
    """The filter that draws the sheet of the pictures of `source`."""
    step = f"fps=1000/{layout.every_ms}:start_time=0:round=down"
    return f"[{source}]{step},scale={layout.width}:{layout.height},setsar=1,tile={COLUMNS}x{ROWS}[sheet]"


def output() -> list[str]:
    return ["-map", "[sheet]", "-frames:v", "1", "-q:v", "5", "-f", "image2", "-update", "1", SHEET]


def sheet_in(folder: Path) -> Path | None:
    """The sheet that was drawn; none of a film too short for one."""
    sheet = folder / SHEET
    return sheet if sheet.exists() else None
