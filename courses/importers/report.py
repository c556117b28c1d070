"""What became of each element of a package, so that nothing is lost silently."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    TAKEN = "taken"
    ADAPTED = "adapted"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Item:
    """One element of the source. `reason` says how it was adapted or why it was left out."""

    path: str
    kind: str
    outcome: Outcome
    reason: str = ""


class Report:
    """The elements of one package in the order they were met."""

    def __init__(self) -> None:
        self.items: list[Item] = []

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def taken(self, path: str, kind: str, reason: str = "") -> None:
        """The element came over. With a `reason` it came over changed."""
        outcome = Outcome.ADAPTED if reason else Outcome.TAKEN
        self.items.append(Item(path, kind, outcome, reason))

    def left_out(self, path: str, kind: str, reason: str) -> None:
        self.items.append(Item(path, kind, Outcome.LEFT_OUT, reason))

    def count(self, outcome: Outcome) -> int:
        return sum(item.outcome is outcome for item in self.items)

    def kinds(self) -> Counter[str]:
        return Counter(item.kind for item in self.items)

    def as_json(self) -> dict[str, Any]:
        """The report as `--report` writes it; the three counts add up to `elements`."""
        return {
            "elements": len(self.items),
            **{outcome.value: self.count(outcome) for outcome in Outcome},
            "items": [
                {"path": item.path, "kind": item.kind, "outcome": item.outcome.value, "reason": item.reason}
                for item in self.items
            ],
        }
