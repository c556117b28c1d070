"""Running the stamping program on a file that nobody has vouched for."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import structlog

from media.enums import StampFailure

log = structlog.get_logger("media.stamping")

PROGRAM = Path(__file__).with_name("program.py")
MOST_BYTES = 50 * 1024**2
MOST_PAGES = 2000
# Of addresses: the file is mapped into them too, so they are more than what is used.
MEMORY_BYTES = 1024**3
# How the program ends when it has a reason; any other bad end is a file that cannot be read.
REFUSED = 3
LAST_WORDS = 2000


class StampFailed(Exception):
    """The file cannot be stamped. `reason` is one of `media.enums.StampFailure`."""

    def __init__(self, reason: StampFailure) -> None:
        super().__init__(reason.value)
        self.reason = reason


def stamp(source: Path, strip: bytes, words: str, *, folder: Path, seconds: int) -> Path:
    """A copy of the PDF `source`, in `folder`, with the first page of the PDF `strip` at the foot of each page.

    `words` go into the document's information. Raises StampFailed, and leaves nothing but what lies in `folder`.
    """
    if source.stat().st_size > MOST_BYTES:
        raise StampFailed(StampFailure.TOO_LARGE)
    target, drawn = folder / "stamped.pdf", folder / "strip.pdf"
    drawn.write_bytes(strip)
    asked = {
        "source": str(source),
        "strip": str(drawn),
        "target": str(target),
        "words": words,
        "pages": MOST_PAGES,
        "seconds": seconds,
        "memory": MEMORY_BYTES,
        # Twice the size, for what was packed tighter before.
        "output": 2 * MOST_BYTES,
    }
    command = [*niceness(), sys.executable, "-I", str(PROGRAM)]
    try:
        # What is said of the person goes through the pipe: everybody on the machine can read a command.
        ended = subprocess.run(  # noqa: S603 - our own words
            command,
            input=json.dumps(asked),
            cwd=folder,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            errors="replace",
            # The program ends itself sooner; this is for one that cannot.
            timeout=seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise StampFailed(StampFailure.TOO_SLOW) from None
    if ended.returncode == REFUSED and ended.stdout.strip() in StampFailure.values:
        raise StampFailed(StampFailure(ended.stdout.strip()))
    if out_of_time(ended.returncode):
        raise StampFailed(StampFailure.TOO_SLOW)
    if ended.returncode or not target.exists():
        log.info("stamping_failed", ended=ended.returncode, words=ended.stderr[-LAST_WORDS:])
        raise StampFailed(StampFailure.UNREADABLE)
    return target


def niceness() -> list[str]:
    """Less important than the pages that others wait for."""
    return ["nice", "-n", "5"] if shutil.which("nice") else []


def out_of_time(code: int) -> bool:
    """Whether the program was ended by its own clock, or by that of its processor time."""
    from signal import SIGALRM, SIGXCPU  # noqa: PLC0415 - Windows has neither

    return code in {-SIGALRM, -SIGXCPU}
