"""What must always hold, whatever happened: apps register checks, `manage.py verify_invariants` runs them all.

A check reads and never writes, so that it may run at any time, also while people work.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Check = Callable[[], Iterable[str]]

_checks: dict[str, Check] = {}


@dataclass(frozen=True)
class Violation:
    """Something that must never be: which invariant, and what was found in words."""

    invariant: str
    found: str


def invariant(name: str) -> Callable[[Check], Check]:
    """Register a function that yields one sentence for each violation of the invariant `name`."""

    def register(check: Check) -> Check:
        if _checks.setdefault(name, check) is not check:
            raise ValueError(f"the invariant {name} is registered twice")
        return check

    return register


def names() -> list[str]:
    return sorted(_checks)


def violations(only: Iterable[str] = ()) -> Iterator[Violation]:
    """Everything that does not hold, of the invariants named or of all. Raises KeyError for an unknown name."""
    for name in list(only) or names():
        for found in _checks[name]():
            yield Violation(name, found)
