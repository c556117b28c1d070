"""Running ffmpeg and ffprobe on files that nobody has vouched for."""

import io
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import IO

import structlog

log = structlog.get_logger("media.ffmpeg")

MEMORY_BYTES = 8 * 1024**3
OUTPUT_BYTES = 64 * 1024**3
PIECE_BYTES = 64 * 1024
# What is kept of the program's own words, for the log.
LAST_WORDS = 2000
# Names of files are all it may open: no address, no list of further files.
ONLY_FILES = ("-protocol_whitelist", "file,pipe")


class FileFailed(Exception):
    """The file cannot be worked with. `reason` is one of `media.enums`: of StreamFailure, or of SoundFailure."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def is_installed() -> bool:
    """Whether both programs are on this machine."""
    return bool(shutil.which("ffmpeg") and shutil.which("ffprobe"))


def run(
    program: str,
    words: Sequence[str],
    *,
    folder: Path,
    seconds: float,
    on_line: Callable[[str], None] | None = None,
    on_bytes: Callable[[bytes], None] | None = None,
) -> str:
    """What the program printed; each line goes to `on_line` as it comes, or each piece to `on_bytes`, and is not kept.

    `folder` is its working folder. Raises FileFailed with `too_slow` after `seconds`, with `unreadable` for any other
    end but a good one, and whatever the listener raises, after which the program is ended.
    """
    command = [*guards(seconds), program, "-hide_banner", "-loglevel", "error", *words]
    with tempfile.TemporaryFile() as errors:
        with subprocess.Popen(  # noqa: S603 - our own words; the name of the file is ours too
            command,
            cwd=folder,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as process:
            out_of_time = threading.Event()

            def stop() -> None:
                out_of_time.set()
                process.kill()

            timer = threading.Timer(seconds, stop)
            timer.start()
            try:
                printed = read_out(process.stdout, on_line, on_bytes)
                process.wait()
            finally:
                timer.cancel()
                process.kill()
        if process.returncode:
            log.info("file_failed", program=program, ended=process.returncode, words=last_words(errors))
            raise FileFailed("too_slow" if out_of_time.is_set() else "unreadable")
    return printed


def read_out(
    output: IO[bytes] | None, on_line: Callable[[str], None] | None, on_bytes: Callable[[bytes], None] | None
) -> str:
    if output is None:
        return ""
    if on_bytes is not None:
        while piece := output.read(PIECE_BYTES):
            on_bytes(piece)
        return ""
    text = io.TextIOWrapper(output, errors="replace")
    if on_line is None:
        return text.read()
    for line in text:
        on_line(line)
    return ""


def last_words(errors: IO[bytes]) -> str:
    errors.seek(max(0, errors.seek(0, 2) - LAST_WORDS))
    return errors.read().decode(errors="replace")


@cache
def guard_programs() -> tuple[bool, bool]:
    """Whether there are `prlimit` and `setpriv`, which every Debian has; elsewhere only our own clock guards."""
    return shutil.which("prlimit") is not None, shutil.which("setpriv") is not None


def guards(seconds: float) -> list[str]:
    """What stands before the program: less important than the website, limited, and gone when we are."""
    has_limits, has_signal = guard_programs()
    words = ["nice", "-n", "10"]
    if has_signal:
        words += ["setpriv", "--pdeathsig", "KILL", "--no-new-privs", "--"]
    if has_limits:
        limits = [f"--as={MEMORY_BYTES}", f"--fsize={OUTPUT_BYTES}", f"--cpu={int(seconds * 8)}", "--core=0"]
        words += ["prlimit", *limits, "--"]
    return words
