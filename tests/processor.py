"""The processor's time that tests allow, whatever machine they run on."""

import time

ROUNDS = 1_000_000
# What the loop below takes on the machine for which the limits were set.
SECONDS = 0.06


def seconds(limit: float) -> float:
    """`limit` seconds of that machine, as they are here and now: as many more as this one is slower."""
    started = time.process_time()
    total = 0
    for number in range(ROUNDS):
        total += number % 7
    return limit * max(1.0, (time.process_time() - started) / SECONDS)
