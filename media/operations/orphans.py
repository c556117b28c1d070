"""Files in the storage that no row knows: what was stored when the work around it broke off before its commit.

How old a file is says nothing about how long it has belonged to nobody, so that is written down night by night.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from typing import Any

import structlog
from django.core.files.storage import default_storage

from kit import clock
from media.access.scanning import as_uuid
from media.models import Document, Image, Orphan, Rendition, SoundRendition, StampedCopy, Stream, Upload, Video
from media.operations.making import remove_files

# Whoever stores a file has long come to the row by then, or never will.
STAYS_FOR = timedelta(days=7)
# More at once than broken-off work leaves: they belong to another database, or to this one as it was before.
MOST, MOST_PART = 5, 0.1
ASKED_AT_ONCE = 500

log = structlog.get_logger("media.orphans")

Known = Callable[[list[str]], set[str]]


def sweep_orphans(*, however_many: bool = False) -> list[str]:
    """Remove from our folders what no row has known for a week. Returns the names of the files and folders.

    Of a folder in which they are many nothing is removed unless `however_many`: they may be somebody's. Nor is anything
    of people's own files while the database knows none of the folder, which is another database then.
    """
    return [name for folder, known in KNOWN.items() for name in sweep_folder(folder, known, however_many=however_many)]


def sweep_folder(folder: str, known: Known, *, however_many: bool) -> list[str]:
    """The same in one folder, of whose names `known` tells which belong to a row."""
    names = names_in(folder)
    unknown = set(unknown_of(names, known))
    due = sorted(note_orphans(folder, unknown))
    is_anothers = folder in UPLOADED and len(unknown) == len(names)
    if due and not however_many and (is_anothers or len(due) > max(MOST, MOST_PART * len(names))):
        log.warning(
            "many_orphans",
            folder=folder,
            orphans=len(due),
            of=len(names),
            next_step="See that nobody else keeps files here, then run `manage.py sweep_media --however-many`.",
        )
        return []
    for name in due:
        remove_files(name)
        Orphan.objects.filter(name=name).delete()
        log.info("orphan_removed", file=name)
    return due


def note_orphans(folder: str, unknown: set[str]) -> list[str]:
    """Write down since when the names are unknown; which of them have been so for long."""
    noted = dict(Orphan.objects.filter(name__startswith=f"{folder}/").values_list("name", "found_at"))
    for some in batches(noted.keys() - unknown):
        Orphan.objects.filter(name__in=some).delete()
    for some in batches(unknown - noted.keys()):
        Orphan.objects.bulk_create([Orphan(name=name) for name in some], ignore_conflicts=True)
    long_ago = clock.now() - STAYS_FOR
    return [name for name, found_at in noted.items() if name in unknown and found_at <= long_ago]


def names_in(folder: str) -> list[str]:
    """Names within the storage: of folders where each piece of work has one, else of files."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in (folders if folder in BY_FOLDER else files) if name]


def unknown_of(names: list[str], known: Known) -> Iterator[str]:
    for some in batches(names):
        belonging = known(some)
        yield from (name for name in some if name not in belonging)


def batches(names: Iterable[str]) -> Iterator[list[str]]:
    every = list(names)
    for start in range(0, len(every), ASKED_AT_ONCE):
        yield every[start : start + ASKED_AT_ONCE]


def files_of(*models: type[Any]) -> Known:
    """The names that stand in a field `file` of one of the models, or are the key of an upload."""

    def known(names: list[str]) -> set[str]:
        found = set(Upload.objects.filter(key__in=names).values_list("key", flat=True))
        for model in models:
            found.update(model._default_manager.filter(file__in=names).values_list("file", flat=True))
        return found

    return known


def folders_of(model: type[Any]) -> Known:
    """The names that are the folder of something that was made, or is being made, whatever try it was."""

    def known(names: list[str]) -> set[str]:
        ids = {public_id: name for name in names if (public_id := as_uuid(name.rpartition("/")[2]))}
        there = model._default_manager.filter(public_id__in=ids).values_list("public_id", flat=True)
        return {ids[public_id] for public_id in there}

    return known


UPLOADED = {"pictures": files_of(Image), "documents": files_of(Document), "videos": files_of(Video)}
BY_FOLDER = {Stream.kept_below: folders_of(Stream), SoundRendition.kept_below: folders_of(SoundRendition)}
KNOWN: dict[str, Known] = {
    **UPLOADED,
    "images": files_of(Rendition),
    StampedCopy.FOLDER: files_of(StampedCopy),
    **BY_FOLDER,
}
