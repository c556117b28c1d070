"""The authorisation table: rules.yaml read into cases, by operation, object and role (DESIGN 8, FAULTS Z1)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

RULES = Path(__file__).parent / "rules.yaml"

ROLES = (
    "anonymous",
    "learner",
    "other_learner",
    "owner",
    "co_author",
    "other_producer",
    "reviewer",
    "administrator",
    "suspended",
    "expired",
)
# A token that no longer counts opens nothing, not even what is open to everybody.
DEAD_TOKENS = ("suspended", "expired")


@dataclass(frozen=True)
class Case:
    """One line of the table: an operation on certain objects, and the status each role gets.

    `path` and `body` name objects of the world with a leading $; `form` names files that are sent in place of a body.
    """

    operation: str
    name: str
    expect: dict[str, int]
    path: dict[str, str] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    form: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return self.operation.split(" ", 1)[0]

    @property
    def template(self) -> str:
        return self.operation.split(" ", 1)[1]

    def status_for(self, role: str) -> int:
        """What `role` gets: the rule that names it most closely."""
        groups = [role]
        if role in DEAD_TOKENS:
            groups.append("dead_token")
        elif role != "anonymous":
            groups.append("signed_in")
        for group in [*groups, "everyone"]:
            if group in self.expect:
                return self.expect[group]
        raise LookupError(f"{self.operation}, “{self.name}”: no rule for {role}")


def cases() -> Iterator[Case]:
    """Every case of rules.yaml, in its order."""
    for operation, lines in yaml.safe_load(RULES.read_text())["operations"].items():
        for written in lines:
            line = dict(written)
            expect = {"dead_token": 401, **line.pop("expect")}
            yield Case(operation=operation, name=line.pop("case"), expect=expect, **line)


def outside_the_document() -> dict[str, str]:
    """Routes under /api that the OpenAPI document leaves out, each with its reason."""
    routes: dict[str, str] = yaml.safe_load(RULES.read_text())["outside_the_document"]
    return routes
