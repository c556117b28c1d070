"""From a package to a draft in one call; what command and admin share."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accounts.enums import Role
from courses.importers.load import Loaded, Progress, load_course
from courses.importers.package import CourseDraft
from courses.importers.reading import read_package
from kit.archive import Limits, open_source
from kit.errors import NotAllowed


class NotAProducer(NotAllowed):
    reason = "not_a_producer"
    message = "Courses belong to producers, and {email} is none."


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was read, with its report, and the draft that came of it; none after a dry run."""

    draft: CourseDraft
    loaded: Loaded | None


def bring_in(
    path: Path,
    producer: Any,
    *,
    actor: Any,
    name: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> BroughtIn:
    """Read the package at `path` and make or update the producer's draft of it.

    `name` is what the package is called when `path` does not tell. A dry run changes nothing. Raises `PackageRefused`
    for a package that cannot be taken; then nothing was made.
    """
    if not producer.has_role(Role.PRODUCER):
        raise NotAProducer(email=producer.email)
    with open_source(path, limits, name=name) as source:
        if progress:
            progress("reading", 0, 0)
        draft, root = read_package(source)
        loaded = None if dry_run else load_course(draft, root, producer, actor=actor, progress=progress)
    return BroughtIn(draft, loaded)
