"""What is made of files in the background: tries that are counted, told of, taken over, given up.

A try that ends at any line is begun anew, in a folder of its own. Only the try that counts last is taken over, in one
commit; until then, and where it fails, the medium is served as it was uploaded.
"""

import fcntl
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import structlog
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction

from kit import clock, jobs
from kit.failpoints import failpoint
from media.access.scanning import is_held_back
from media.enums import MakingState
from media.gateways.ffmpeg import FileFailed
from media.models.making import Making

REMOVE = "media.remove_files"
MOST_TRIES = 3
TELL_EVERY_SECONDS = 2
WORK, LOCK, LOCKED_WITHIN_SECONDS = "making-", ".lock", 60
# What is left of a hundred when all is made: it has to be stored.
MADE_PERCENT = 95
UNDER_WAY = (MakingState.WAITING, MakingState.RUNNING)

log = structlog.get_logger("media.making")

Made = TypeVar("Made", bound=Making)


class Overtaken(Exception):
    """Somebody else makes this by now, or nobody wants it any more."""


@transaction.atomic
def begin(model: type[Made], pk: int) -> Made | None:
    """Count this try. None where there is nothing to make: it is made, has failed, or its medium has another file.

    Nor is anything made of a file that the virus scanner has not let through: that waits, and is enqueued anew.
    """
    held = rows(model).select_for_update(no_key=True).select_related(model.medium_field).filter(pk=pk)
    made: Made | None = held.first()
    if made is None or made.state not in UNDER_WAY or is_held_back(made.source):
        return None
    if not made.is_wanted:
        made.delete()
        return None
    if made.tries:
        jobs.enqueue(REMOVE, place=made.folder)
    if made.tries == MOST_TRIES:
        end(made, "gave_up")
        return None
    made.tries += 1
    made.state, made.percent, made.began_at = MakingState.RUNNING, 0, clock.now()
    made.save(update_fields=["tries", "state", "percent", "began_at"])
    return made


@contextmanager
def one_try(made: Making) -> Iterator[Path]:
    """A folder to work in, gone afterwards. However the work ends, nothing half is left in the storage.

    What is wrong with the file becomes the reason of the failure; who was overtaken ends quietly.
    """
    try:
        with work_folder() as folder:
            yield folder
    except Overtaken:
        remove_files(made.folder)
    except FileFailed as failed:
        remove_files(made.folder)
        fail(made, failed.reason)
    except BaseException:
        with suppress(Exception):
            # What was taken over stays, whatever was heard of its commit.
            if not is_taken_over(made):
                remove_files(made.folder)
        raise


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder that is gone afterwards; those of processes that were killed go before."""
    settings.MEDIA_WORK_DIR.mkdir(parents=True, exist_ok=True)
    remove_abandoned(settings.MEDIA_WORK_DIR)
    with (
        tempfile.TemporaryDirectory(prefix=WORK, dir=settings.MEDIA_WORK_DIR) as name,
        Path(name, LOCK).open("x") as lock,
    ):
        # The system lets go of it with the process, however that ends.
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield Path(name)


def remove_abandoned(place: Path) -> None:
    """Remove the work folders in `place` whose process is no more; one that was made just now may still be locked."""
    for folder in place.glob(f"{WORK}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > LOCKED_WITHIN_SECONDS and is_abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)


def is_abandoned(folder: Path) -> bool:
    try:
        with (folder / LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        # It was killed before it could lock.
        return True
    return True


def local_file(made: Making, folder: Path) -> Path:
    """The file on a disk of ours: where it lies, or brought from the bucket in pieces. Raises FileFailed, `gone`."""
    try:
        path = Path(default_storage.path(made.source))
    except NotImplementedError:
        path = folder / f"source{PurePosixPath(made.source).suffix}"
        try:
            with default_storage.open(made.source, "rb") as there, path.open("xb") as here:
                shutil.copyfileobj(there, here, 1024 * 1024)
        except FileNotFoundError:
            raise FileFailed("gone") from None
    if not path.exists():
        raise FileFailed("gone")
    return path


def teller(made: Making) -> Callable[[float], None]:
    """What writes down how far it is, every few seconds. It raises Overtaken when nobody wants to know any more."""
    last = time.monotonic()

    def tell(part: float) -> None:
        nonlocal last
        failpoint("media.work_is_told_of")
        if time.monotonic() - last >= TELL_EVERY_SECONDS:
            last = time.monotonic()
            wanted = mine(made).filter(**{f"{made.medium_field}__file": made.source})
            if not wanted.update(percent=int(part * MADE_PERCENT)):
                raise Overtaken

    return tell


def store(file: Path, made: Making) -> None:
    """Keep a file of this try in the storage, at its `place_of`."""
    with file.open("rb") as opened:
        default_storage.save(place_of(file, made), File(opened))


def place_of(file: Path, made: Making) -> str:
    return f"{made.folder}/{file.name}"


@transaction.atomic
def fail(made: Making, reason: str) -> None:
    """Give this try up for a reason of its model's `failures`; nothing where somebody else makes it by now."""
    held = mine(made).select_for_update(no_key=True).first()
    if held is not None:
        end(held, reason)


def end(made: Making, reason: str) -> None:
    failure = made.failures(reason)
    log.info("making_failed", kind=made._meta.model_name, medium=str(made.medium.public_id), reason=failure.value)
    made.state, made.failure, made.ended_at = MakingState.FAILED, failure, clock.now()
    made.save(update_fields=["state", "failure", "ended_at"])


def reset_failed(made: Making) -> bool:
    """Let what failed wait once more, with all its tries. Whether it had failed. Only in a transaction."""
    held = rows(type(made)).select_for_update(no_key=True).get(pk=made.pk)
    if held.state != MakingState.FAILED:
        return False
    held.state, held.failure, held.percent, held.ended_at, held.tries = MakingState.WAITING, "", 0, None, 0
    # A try of before may still hold on to its folder: none may write to the same place.
    held.public_id = held._meta.get_field("public_id").get_default()
    held.save()
    return True


def enqueue_lost(model: type[Made], job: str, enqueue: Callable[[Made], None]) -> int:
    """Enqueue what is under way, not held back, and has no `job` any more. Returns how many."""
    name = f"{model._meta.model_name}_id"
    lost = [
        made
        for made in rows(model).filter(state__in=UNDER_WAY)
        if not is_held_back(made.source) and not jobs.is_under_way(job, **{name: made.pk})
    ]
    for made in lost:
        enqueue(made)
    return len(lost)


def mine(made: Making) -> Any:
    """The row, while the try that `made` was read in is the one that counts."""
    return rows(type(made)).filter(pk=made.pk, public_id=made.public_id, tries=made.tries, state=MakingState.RUNNING)


def is_taken_over(made: Making) -> bool:
    """Whether the work of just this try is what its medium is served from."""
    this_try = rows(type(made)).filter(pk=made.pk, public_id=made.public_id, tries=made.tries)
    return bool(this_try.filter(state=MakingState.READY).exists())


def rows(model: type[Making]) -> Any:
    return model._default_manager


def remove_files(place: str) -> None:
    """Remove a file, or a folder with all that is in it, from the storage. What is not there is no mistake."""
    try:
        folders, files = default_storage.listdir(place)
    except NotADirectoryError:
        default_storage.delete(place)
        return
    except FileNotFoundError:
        return
    for below in [*folders, *files]:
        remove_files(f"{place}/{below}")
    default_storage.delete(place)
