"""Which promises (promises.txt) the tests of a run have shown."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("promises.txt")
SHOWN = Path(__file__).resolve().parent.parent / "var" / "promises-shown.txt"
WIDTH = 120


@dataclass
class Promises:
    now: dict[str, str] = field(default_factory=dict)
    later: set[str] = field(default_factory=set)

    @property
    def known(self) -> set[str]:
        return {*self.now, *self.later}


def promises() -> Promises:
    found = Promises()
    for line in LIST.read_text(encoding="utf-8").splitlines():
        when, *rest = line.split() or [""]
        if when == "now":
            found.now[rest[0]] = " ".join(rest[1:])
        elif when == "later":
            found.later.update(rest)
    return found


def mark(items: list[pytest.Item]) -> None:
    """Have every test carry the ids it covers into its report. Raises UsageError for an id that nobody promised."""
    known = promises().known
    for item in items:
        ids = sorted({name for marker in item.iter_markers("covers") for name in marker.args})
        if unknown := set(ids) - known:
            raise pytest.UsageError(
                f"{item.nodeid} covers {', '.join(sorted(unknown))}, which promises.txt does not know"
            )
        if ids:
            item.user_properties.append(("covers", ids))


def write_down(reports: dict[str, list[pytest.TestReport]], *, after: bool = False) -> None:
    """Keep the ids that a passing test has shown and no failing one has disproved.

    What earlier tests have shown is forgotten, unless this is the part of a whole run that comes `after` them.
    """
    passed, failed = (_ids(reports.get(outcome, [])) for outcome in ("passed", "failed"))
    before = set(SHOWN.read_text(encoding="utf-8").split()) if after and SHOWN.exists() else set()
    SHOWN.parent.mkdir(exist_ok=True)
    SHOWN.write_text("".join(f"{name}\n" for name in sorted((before | passed) - failed)), encoding="utf-8")


def _ids(reports: list[pytest.TestReport]) -> set[str]:
    covered = [value for report in reports for key, value in report.user_properties if key == "covers"]
    return {name for ids in covered if isinstance(ids, list) for name in ids}


def missing(shown: set[str]) -> list[str]:
    """The promises of now that nothing has shown, as lines for people, in the order of the list."""
    return [f"{name:<12} {text}"[:WIDTH] for name, text in promises().now.items() if name not in shown]
