"""Who writes paths and who decides about them: reviewers, who are the curriculum officers, and administrators."""

from typing import Any

from accounts.enums import Role
from paths.models import Path, PathVersion


def is_officer(person: Any) -> bool:
    return bool(
        person.is_authenticated
        and person.is_active
        and (person.has_role(Role.REVIEWER) or person.has_role(Role.ADMINISTRATOR))
    )


def may_write(person: Any, path: Path) -> bool:
    """The officer who began it; an administrator where that person is not there any more."""
    return is_officer(person) and (person.pk == path.owner_id or person.is_administrator)


def may_decide(person: Any, version: PathVersion) -> bool:
    """Any officer who neither wrote any of it nor proposed it."""
    return is_officer(person) and person.pk not in {version.written_by_id, version.proposed_by_id, *version.writers}
