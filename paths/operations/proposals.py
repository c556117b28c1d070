"""Proposing a path and deciding about it, always two people (REQUIREMENTS C13).

Every operation locks the path first and the version after it, so that two of them never wait for each other.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max

from kit import audit, clock
from kit.errors import NotAllowed
from kit.failpoints import failpoint
from kit.revalidation import PATHS, SITE, revalidate
from paths.access import is_officer, may_decide, may_write
from paths.documents.frozen import content_to_freeze, courses_of, problems_of
from paths.enums import PathAvailability, VersionState
from paths.errors import (
    DecisionNeedsWords,
    NotYourOwnPath,
    PathChangedMeanwhile,
    PathIsProposed,
    PathNotReady,
    PathWasNeverPublic,
    ProposalIsSettled,
)
from paths.models import Path, PathVersion
from paths.operations import telling
from paths.operations.writing import hold_path, take_turns


@transaction.atomic
def propose_path(path: Path, *, actor: Any, note: str = "", edition: int | None = None) -> PathVersion:
    """Freeze the draft as it is now, for another officer to decide about.

    With `edition`, only as the actor saw it. Raises PathChangedMeanwhile, PathIsProposed, PathNotReady.
    """
    held = hold_path(path)
    if not may_write(actor, held):
        raise NotAllowed
    if edition is not None and edition != held.edition:
        raise PathChangedMeanwhile
    if held.versions.waiting().exists():
        raise PathIsProposed
    content = content_to_freeze(held)
    _refuse_unless_ready(held, content)
    number = (held.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = PathVersion.objects.create(
        path=held,
        number=number,
        content=content,
        courses=courses_of(content),
        requires=content["requires"],
        note=note.strip(),
        written_by_id=held.owner_id,
        writers=held.writers,
        proposed_by=actor,
        proposed_at=clock.now(),
    )
    audit.record(held, "paths.propose", actor, version=number)
    telling.proposed(version)
    return version


@transaction.atomic
def approve_path(version: PathVersion, *, actor: Any, words: str = "") -> PathVersion:
    """Make it what the public reads, whole and at once. Raises NotYourOwnPath, ProposalIsSettled, PathNotReady."""
    # Each looks at what all paths ask for: no two that ask for each other are approved at once.
    take_turns()
    taken = _take_for_decision(version, actor)
    _refuse_unless_ready(taken.path, taken.content)
    failpoint("paths.ready")
    _settle(taken, VersionState.APPROVED, actor, words)
    had_any = Path.objects.published().exists()
    taken.path.current = taken
    taken.path.availability = PathAvailability.PUBLISHED
    taken.path.writers = []
    taken.path.save(update_fields=["current", "availability", "writers"])
    audit.record(taken.path, "paths.approve", actor, version=taken.number)
    telling.decided(taken)
    _show_again(had_any=had_any)
    return taken


@transaction.atomic
def send_back(version: PathVersion, *, actor: Any, words: str) -> PathVersion:
    """Give it back with what should be different. What is public stays. Raises DecisionNeedsWords as well."""
    if not words.strip():
        raise DecisionNeedsWords({"words": ["Say why."]})
    taken = _take_for_decision(version, actor)
    _settle(taken, VersionState.SENT_BACK, actor, words)
    audit.record(taken.path, "paths.send_back", actor, version=taken.number, words=words)
    telling.decided(taken)
    return taken


@transaction.atomic
def take_back(version: PathVersion, *, actor: Any) -> PathVersion:
    """Withdraw a proposal that nobody has decided about yet. Raises ProposalIsSettled."""
    taken = _take(version)
    if not may_write(actor, taken.path):
        raise NotAllowed
    failpoint("paths.taken_back")
    _settle(taken, VersionState.TAKEN_BACK, actor, "")
    audit.record(taken.path, "paths.take_back", actor, version=taken.number)
    return taken


@transaction.atomic
def withdraw_path(path: Path, *, actor: Any) -> Path:
    """Take it off the site: nobody new begins it, and who is on it goes on. Doing it twice changes nothing."""
    return _offer(path, PathAvailability.WITHDRAWN, "paths.withdraw", actor)


@transaction.atomic
def restore_path(path: Path, *, actor: Any) -> Path:
    """Show its approved version again."""
    return _offer(path, PathAvailability.PUBLISHED, "paths.restore", actor)


def _offer(path: Path, availability: PathAvailability, action: str, actor: Any) -> Path:
    held = hold_path(path)
    if not may_write(actor, held):
        raise NotAllowed
    if held.current_id is None:
        raise PathWasNeverPublic
    if held.availability != availability:
        had_any = Path.objects.published().exists()
        held.availability = availability
        held.save(update_fields=["availability"])
        audit.record(held, action, actor)
        _show_again(had_any=had_any)
    return held


def _show_again(*, had_any: bool) -> None:
    """Menus lead to the list of paths while there are any."""
    revalidate(expire=[PATHS], stale=[SITE] if Path.objects.published().exists() != had_any else [])


def _take(version: PathVersion) -> PathVersion:
    """The version with its path, both held, if nobody has settled it."""
    path = hold_path(Path(pk=version.path_id))
    taken = PathVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
    taken.path = path
    if taken.state != VersionState.PROPOSED:
        raise ProposalIsSettled(state=taken.get_state_display().lower())
    return taken


def _take_for_decision(version: PathVersion, actor: Any) -> PathVersion:
    if not is_officer(actor):
        raise NotAllowed
    taken = _take(version)
    if not may_decide(actor, taken):
        raise NotYourOwnPath
    failpoint("paths.taken_for_decision")
    return taken


def _settle(version: PathVersion, state: VersionState, actor: Any, words: str) -> None:
    version.state, version.decided_by, version.decided_at = state, actor, clock.now()
    version.words = words.strip()
    version.save(update_fields=["state", "decided_by", "decided_at", "words"])


def _refuse_unless_ready(path: Path, content: Any) -> None:
    if problems := problems_of(path, content):
        raise PathNotReady(problems=" ".join(str(problem) for problem in problems))
