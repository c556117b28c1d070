"""Writing a path's draft. Nothing of it is public before another officer has approved it."""

from typing import Any

from django.db import connection, transaction

from kit import audit, clock
from kit.errors import NotAllowed
from paths.access import is_officer, may_write
from paths.errors import PathChangedMeanwhile
from paths.models import Path, new_path_slug

# What concerns all paths is done one after the other: addresses are given, and prerequisites compared.
OF_ALL_PATHS = 0x70_61_74_68


@transaction.atomic
def begin_path(path: Path, *, requires: Any, actor: Any) -> Path:
    """Keep a new draft, which is the actor's from now on."""
    if not is_officer(actor):
        raise NotAllowed
    take_turns()
    path.owner, path.slug = actor, new_path_slug(path.title)
    path.save()
    path.requires.set(requires)
    audit.record(path, "paths.begin", actor, slug=path.slug)
    return path


@transaction.atomic
def write_path(path: Path, *, requires: Any, edition: int, actor: Any) -> Path:
    """Keep the draft as it is in `path`, written over the `edition` that the actor saw. Raises PathChangedMeanwhile."""
    held = hold_path(path)
    if not may_write(actor, held):
        raise NotAllowed
    if held.edition != edition:
        raise PathChangedMeanwhile
    path.edition, path.changed_at = held.edition + 1, clock.now()
    # What approval settles is not the draft's to say.
    written = [field.name for field in Path._meta.concrete_fields if field.editable and not field.primary_key]
    path.writers = sorted({*held.writers, actor.pk})
    path.save(update_fields=[*written, "edition", "changed_at", "writers"])
    path.requires.set(requires)
    audit.record(path, "paths.write", actor, edition=path.edition)
    return path


def take_turns() -> None:
    """Wait until nobody else does what concerns all paths. Held until the transaction ends, taken before any path."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OF_ALL_PATHS])


def hold_path(path: Path) -> Path:
    """The path as it is now, held: it is locked before its versions, and before the seats on it."""
    return Path.objects.select_for_update(no_key=True).get(pk=path.pk)
