"""Stored files looked at by the virus scanner, in the background, one after another (ADR 0043).

Nothing is served for want of a row: what breaks off at any line is held back until it is looked at. A scanner that is
silent is left alone until the schedule tries again; what it was asked about then rests, each time longer.
"""

import time
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from kit import audit, clock, jobs
from kit.errors import Conflict, NotAllowed
from kit.failpoints import failpoint
from media.enums import ScanFailure, ScanState
from media.errors import StorageSilent
from media.gateways import clamd
from media.gateways.bucket import answers
from media.gateways.clamd import FileTooLarge, ScannerSilent
from media.models import Document, Image, Scan, Video
from media.operations import sounds, streams

SCAN = "media.scan_files"
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=30)
# Then other jobs have their turn.
TURN_SECONDS = 60
KINDS: tuple[Any, ...] = (Image, Document, Video)

log = structlog.get_logger("media.scans")


class NothingToDecide(Conflict):
    """The file is not one that an administrator may let through."""

    reason = "nothing_to_decide"
    message = "Only what the scanner cannot look at is let through by hand."


def order_scan(file: str) -> None:
    """Have the stored file looked at, once. Nothing where no scanner is named."""
    if settings.CLAMD_ADDRESS and file and Scan.objects.get_or_create(file=file)[1]:
        enqueue()


def scan_files() -> None:
    """The job: look at what is due, until nothing is, the scanner is silent, or the turn is over."""
    if not settings.CLAMD_ADDRESS:
        return
    ends_at = time.monotonic() + TURN_SECONDS
    while (scan := Scan.objects.due().first()) is not None:
        if not look_at(scan):
            return
        if time.monotonic() >= ends_at:
            enqueue()
            return


def scan_what_is_due() -> None:
    """Begin again where the scanner was silent, or where a job was lost."""
    if settings.CLAMD_ADDRESS and Scan.objects.due().exists() and not jobs.is_under_way(SCAN):
        enqueue()


def sweep_scans() -> int:
    """Order what nobody ordered: files from before there was a scanner. Returns how many; forgets files that went."""
    if not settings.CLAMD_ADDRESS:
        return 0
    known = Scan.objects.filter(file=OuterRef("file"))
    files = {
        file
        for kind in KINDS
        for file in kind.objects.exclude(file="").filter(~Exists(known)).values_list("file", flat=True)
    }
    Scan.objects.bulk_create([Scan(file=file) for file in files], batch_size=1000, ignore_conflicts=True)
    used = [Exists(kind.objects.filter(file=OuterRef("file"))) for kind in KINDS]
    Scan.objects.exclude(used[0] | used[1] | used[2]).delete()
    scan_what_is_due()
    return len(files)


def look_at(scan: Scan) -> bool:
    """Ask the scanner, and write down what it says. False when it says nothing now; then the file rests."""
    try:
        with answers(), default_storage.open(scan.file, "rb") as file:
            found = clamd.scan(file)
    except FileNotFoundError:
        end(scan, ScanState.FAILED, failure=ScanFailure.GONE)
    except FileTooLarge:
        end(scan, ScanState.FAILED, failure=ScanFailure.TOO_LARGE)
    except (ScannerSilent, StorageSilent, OSError) as silence:
        rest(scan, str(silence))
        return False
    else:
        failpoint("media.file_is_looked_at")
        end(scan, ScanState.INFECTED if found else ScanState.CLEAN, signature=found[:200])
    return True


@transaction.atomic
def end(scan: Scan, state: ScanState, *, signature: str = "", failure: str = "") -> None:
    """Write the verdict down, unless somebody has meanwhile, or the file is gone."""
    held = held_scan(scan)
    if held is None or held.state != ScanState.WAITING:
        return
    held.state, held.signature, held.failure = state, signature, failure
    held.problem, held.ended_at = "", clock.now()
    held.tries += 1
    held.save(update_fields=["state", "signature", "failure", "problem", "ended_at", "tries"])
    log.info("file_looked_at", file=held.file, state=state.value, found=signature, reason=str(failure))
    if state == ScanState.CLEAN:
        go_on_with(held.file)


def rest(scan: Scan, why: str) -> None:
    log.warning("scanner_is_silent", file=scan.file, reason=why)
    pause = min(FIRST_REST * 2 ** min(scan.tries, 10), LONGEST_REST)
    Scan.objects.waiting().filter(pk=scan.pk).update(
        problem=why[:200], tries=F("tries") + 1, due_at=clock.now() + pause
    )


@transaction.atomic
def scan_again(scan: Scan, *, actor: Any) -> None:
    """Have the file looked at once more, now; until then it is held back. Raises NotAllowed."""
    refuse_unless_administrator(actor)
    held = held_scan(scan)
    if held is not None:
        held.state, held.signature, held.failure, held.ended_at = ScanState.WAITING, "", "", None
        held.problem, held.tries, held.due_at = "", 0, clock.now()
        held.save()
        audit.record(held, "media.scan_again", actor, file=held.file)
        enqueue()


@transaction.atomic
def release_file(scan: Scan, *, actor: Any) -> None:
    """Let through what the scanner cannot look at. Raises NotAllowed, and NothingToDecide for anything else."""
    refuse_unless_administrator(actor)
    held = held_scan(scan)
    if held is None or held.state != ScanState.FAILED:
        raise NothingToDecide
    held.state, held.failure = ScanState.RELEASED, ""
    held.save(update_fields=["state", "failure"])
    audit.record(held, "media.release_file", actor, file=held.file)
    go_on_with(held.file)


def go_on_with(file: str) -> None:
    """Have that made of the file which waited for it to be let through."""
    streams.enqueue_waiting(file)
    sounds.enqueue_waiting(file)


def forget_scan(file: str) -> None:
    """What was said of a file that went, unless another medium has it too."""
    if settings.CLAMD_ADDRESS and not any(kind.objects.filter(file=file).exists() for kind in KINDS):
        Scan.objects.filter(file=file).delete()


def enqueue() -> None:
    jobs.enqueue(SCAN, one_at_a_time=SCAN)


def held_scan(scan: Scan) -> Scan | None:
    """The row as it is now, held until the transaction ends; None when it went."""
    return Scan.objects.select_for_update(no_key=True).filter(pk=scan.pk).first()


def refuse_unless_administrator(actor: Any) -> None:
    if not actor.is_superuser:
        raise NotAllowed
