"""Copies of PDFs that bear the name of whoever downloads them, made when they are asked for (ADR 0047).

A copy is one person's alone, and lies in the storage for an hour. What cannot be stamped is handed to no reader.
"""

import shutil
import tempfile
import threading
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from kit import clock
from kit.failpoints import failpoint
from kit.pdf import PapersNotInstalled, render_pdf
from media.access import addresses
from media.access.addresses import Address
from media.access.copies import CopyMissing, order_number
from media.enums import StampFailure
from media.errors import CopyImpossible, CopyNotNow
from media.gateways.bucket import answers
from media.gateways.stamping import MOST_BYTES, StampFailed, stamp
from media.models import Document, StampedCopy
from media.models.file_types import ending_of

# A file that takes longer than this on trial is refused, so that one taken on a quiet day is made on a busy one too.
TRIAL_SECONDS = 6
SECONDS = 20
# In one process, which answers pages meanwhile; who waits for a turn holds one of its threads, so not for long.
AT_ONCE = 2
WAIT_SECONDS = 3
LONGEST_PART = 60
# Symbols (most emoji are), what is unassigned, private or controls, and the marks by which letters become pictures.
UNPRINTED = frozenset({"So", "Cc", "Cs", "Co", "Cn", "Cf"})
PICTURE_MARKS = frozenset("\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}\N{COMBINING ENCLOSING KEYCAP}")
# Scripts of Iran and India spell with it.
JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}")

log = structlog.get_logger("media.stamping")
_turns = threading.BoundedSemaphore(AT_ONCE)


def address_for(person: Any, medium: Any, *, width: int | None = None, accepts: Collection[str] = ()) -> Address:
    """As `media.access.addresses.address_for`; a copy of the person's own that is missing is made first.

    Raises CopyNotNow when that is to be tried again, and CopyImpossible when the file cannot be stamped.
    """
    try:
        return addresses.address_for(person, medium, width=width, accepts=accepts)
    except CopyMissing:
        with turn():
            # Two tabs of one person: the second finds what the first has made.
            if not StampedCopy.objects.present(person, medium).exists():
                make_copy(person, medium)
    return addresses.address_for(person, medium, width=width, accepts=accepts)


@contextmanager
def turn() -> Iterator[None]:
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise CopyNotNow
    try:
        yield
    finally:
        _turns.release()


def make_copy(person: Any, document: Document) -> None:
    """Make the person's copy of the document, and keep it. Raises CopyNotNow and CopyImpossible."""
    parts = words_about(person, document)
    copy = StampedCopy.objects.create(
        document=document, person=person, source=document.file.name, file=StampedCopy.new_name()
    )
    try:
        with tempfile.TemporaryDirectory() as folder:
            with answers(), default_storage.open(copy.source, "rb") as file:
                source = brought(file, Path(folder))
            made = stamp(source, strip_with(parts), " · ".join(parts), folder=Path(folder), seconds=SECONDS)
            failpoint("media.copy_is_stamped")
            with answers(), made.open("rb") as file:
                default_storage.save(copy.file, File(file))
    except (StampFailed, FileNotFoundError) as failed:
        copy.delete()
        reason = failed.reason if isinstance(failed, StampFailed) else StampFailure.UNREADABLE
        log.warning("copy_not_made", document=str(document.public_id), reason=reason.value)
        raise (CopyNotNow if reason == StampFailure.TOO_SLOW else CopyImpossible) from None
    except PapersNotInstalled:
        copy.delete()
        log.warning("pango_is_missing", next_step="Install Pango where the website runs; names are set with it.")
        raise CopyNotNow from None
    failpoint("media.copy_is_stored")
    if not StampedCopy.objects.filter(pk=copy.pk).update(made_at=clock.now()):
        # The document or the person went meanwhile.
        default_storage.delete(copy.file)


def why_not_stamped(file: Any) -> StampFailure | None:
    """Why a file, stored or just sent, cannot bear names; None when it can. It is tried, which takes a second."""
    if ending_of(file.name) != "pdf":
        return StampFailure.NO_PDF
    try:
        with tempfile.TemporaryDirectory() as folder:
            with answers():
                file.open("rb")
                source = brought(file, Path(folder))
            stamp(source, strip_with(["Perfomix"]), "Perfomix", folder=Path(folder), seconds=TRIAL_SECONDS)
    except StampFailed as failed:
        return failed.reason
    except FileNotFoundError:
        return StampFailure.UNREADABLE
    except PapersNotInstalled:
        return StampFailure.NO_PANGO
    return None


def brought(file: Any, folder: Path) -> Path:
    """The open file in that folder; it stays open, at its beginning. Raises StampFailed for one that is too large."""
    if file.size > MOST_BYTES:
        raise StampFailed(StampFailure.TOO_LARGE)
    path = folder / "document.pdf"
    file.seek(0)
    with path.open("xb") as here:
        shutil.copyfileobj(file, here, 1024 * 1024)
    file.seek(0)
    return path


def words_about(person: Any, document: Document) -> list[str]:
    """What stands on a copy: who it is for, how they got it, and the day."""
    number = order_number(person, document)
    parts = [
        printable(person.get_full_name()),
        masked(person.email),
        _("order %(number)s") % {"number": number} if number else "",
        clock.now().date().isoformat(),
    ]
    return [part for part in parts if part]


def masked(email: str) -> str:
    """Enough of the address for its owner to know it, and too little for who finds the copy to write there."""
    name, at, domain = email.rpartition("@")
    return shortened(printable(f"{name[:1]}…{at}{domain}"))


def printable(text: str) -> str:
    """The words without emoji and without what would turn the line around."""
    kept = (
        one
        for one in unicodedata.normalize("NFC", " ".join(text.split()))
        if one in JOINERS
        or (unicodedata.category(one) not in UNPRINTED and one not in PICTURE_MARKS and not is_skin_tone(one))
    )
    return " ".join("".join(kept).split())


def is_skin_tone(letter: str) -> bool:
    return "\U0001f3fb" <= letter <= "\U0001f3ff"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST_PART else f"{text[: LONGEST_PART - 1]}…"


def strip_with(parts: list[str]) -> bytes:
    """The strip for the foot of the pages, as a PDF of one page that holds its own type. Raises PapersNotInstalled."""
    return render_pdf("media/stamp.html", {"parts": parts, "words": " · ".join(parts)}, is_tagged=False)


def sweep_copies() -> int:
    """Remove copies that nobody can be fetching any more. Returns how many."""
    outlived = list(StampedCopy.objects.outlived())
    for copy in outlived:
        copy.delete()
    return len(outlived)
