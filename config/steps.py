"""Telling the person at the keyboard what is going on."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def step(title: str) -> Iterator[None]:
    """Show a step while it runs, and how long it took."""
    started = time.monotonic()
    sys.stdout.write(f"  {title} … ")
    sys.stdout.flush()
    yield
    say(f"{time.monotonic() - started:.1f} s")
