from enum import StrEnum


class WeekState(StrEnum):
    """What a week did to a streak. None of these is a mark."""

    REACHED = "reached"
    KEPT = "kept"
    RESTED = "rested"
    PASSED = "passed"
    RUNNING = "running"
