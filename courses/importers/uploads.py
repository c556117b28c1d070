"""Packages handed over in the admin: looked at by a job, brought in by another when their producer says so."""

import time
from datetime import timedelta
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from accounts.enums import Role
from courses.enums import ImportState
from courses.importers.bring_in import BroughtIn, NotAProducer, bring_in
from courses.models import CourseImport
from kit import clock
from kit.archive import PackageRefused
from kit.errors import Conflict, DomainError
from kit.jobs import enqueue, is_under_way
from kit.rate_limits import hit

ENDINGS = (".zip", ".tar.gz", ".tgz")
KEPT = timedelta(days=7)
# A package is handed over and its job deferred at once; this only spares looking at the newest.
ABANDONED_AFTER = timedelta(minutes=1)
UPLOADS_AN_HOUR = 20
TOLD_EVERY_SECONDS = 0.5


class NotWaiting(Conflict):
    reason = "import_not_waiting"
    message = "“{filename}” has been brought in, is just being, or could not be taken."


def receive_package(producer: Any, upload: UploadedFile) -> CourseImport:
    """Keep the package and have it looked at. Nothing of it becomes a course yet."""
    if not producer.has_role(Role.PRODUCER):
        raise NotAProducer(email=producer.email)
    name = PurePath(upload.name or "").name[:255]
    if not name.lower().endswith(ENDINGS):
        raise PackageRefused("Hand over a zip or a tar.gz.")
    if (upload.size or 0) > settings.COURSE_IMPORT_UPLOAD_BYTES:
        raise PackageRefused(f"The file is larger than {settings.COURSE_IMPORT_UPLOAD_BYTES // 1_000_000} MB.")
    hit(f"course-import:{producer.pk}", limit=UPLOADS_AN_HOUR, seconds=3600)
    with transaction.atomic():
        received = CourseImport(producer=producer, filename=name)
        received.package.save(f"{received.public_id}.package", upload, save=False)
        received.save()
        enqueue("courses.check_import", import_id=received.pk)
    return received


def check_package(import_id: int) -> None:
    """The job that looks at a package and writes its report. Harmless when it was looked at before."""
    received = CourseImport.objects.select_related("producer").get(pk=import_id)
    if received.state != ImportState.WAITING:
        return
    found = _attempt(received, dry_run=True)
    if found:
        received.state = ImportState.CHECKED
        received.title = found.draft.title
        received.report = found.draft.report.as_json()
        received.save(update_fields=["state", "title", "report"])


@transaction.atomic
def start_import(received: CourseImport) -> None:
    """Have the package brought in. Saying so again while it is being brought in changes nothing."""
    received = CourseImport.objects.select_for_update().get(pk=received.pk)
    if received.state == ImportState.RUNNING:
        return
    if received.state != ImportState.CHECKED:
        raise NotWaiting(filename=received.filename)
    received.state = ImportState.RUNNING
    received.save(update_fields=["state"])
    enqueue("courses.run_import", import_id=received.pk)


def run_import(import_id: int) -> None:
    """The job that makes the draft, or brings it up to date. After a crash it is run again from the beginning."""
    received = CourseImport.objects.select_related("producer").get(pk=import_id)
    if received.state != ImportState.RUNNING:
        return
    found = _attempt(received, dry_run=False)
    if found and found.loaded:
        received.state = ImportState.DONE
        received.course = found.loaded.page.course
        received.title = found.draft.title
        received.report = found.draft.report.as_json()
        received.finished_at = clock.now()
        received.save(update_fields=["state", "course", "title", "report", "finished_at"])
        _forget_package(received)


def give_up_abandoned() -> int:
    """Say so of packages whose job had all its tries and failed each time. Returns how many there were."""
    given_up = 0
    works = {ImportState.WAITING: "courses.check_import", ImportState.RUNNING: "courses.run_import"}
    for received in CourseImport.objects.filter(state__in=works, created_at__lt=clock.now() - ABANDONED_AFTER):
        with transaction.atomic():
            held = CourseImport.objects.select_for_update().get(pk=received.pk)
            if held.state != received.state or is_under_way(works[ImportState(held.state)], import_id=held.pk):
                continue
            held.state = ImportState.REFUSED
            held.refusal = "Something failed on our side, several times, and has been noted. Nothing was brought in."
            held.finished_at = clock.now()
            held.save(update_fields=["state", "refusal", "finished_at"])
            given_up += 1
    return given_up


def _attempt(received: CourseImport, *, dry_run: bool) -> BroughtIn | None:
    person = received.producer
    progress = _Progress(received.pk)
    try:
        return bring_in(
            Path(received.package.path),
            person,
            actor=person,
            name=received.filename,
            dry_run=dry_run,
            progress=progress.tell,
        )
    except (DomainError, FileNotFoundError) as error:
        known = isinstance(error, DomainError)
        received.state = ImportState.REFUSED
        received.refusal = str(error) if known else "The package is no longer there. Hand it over again."
        received.finished_at = clock.now()
        received.save(update_fields=["state", "refusal", "finished_at"])
        _forget_package(received)
        return None
    finally:
        progress.close()


def discard_package(received: CourseImport) -> None:
    """Delete what was handed over, with its report. The course that came of it stays."""
    if received.state == ImportState.RUNNING:
        raise NotWaiting(filename=received.filename)
    _forget_package(received)
    received.delete()


def purge_packages() -> None:
    """Delete packages that nobody said anything about for a week."""
    for received in CourseImport.objects.filter(
        state__in=[ImportState.WAITING, ImportState.CHECKED], created_at__lt=clock.now() - KEPT
    ):
        discard_package(received)


def _forget_package(received: CourseImport) -> None:
    if received.package:
        received.package.delete(save=False)
        CourseImport.objects.filter(pk=received.pk).update(package="")


class _Progress:
    """Tells how far the job is, on a connection of its own: the import's own transaction is seen only at its end."""

    def __init__(self, import_id: int) -> None:
        self._import_id = import_id
        self._connection: BaseDatabaseWrapper | None = None
        self._told_at = 0.0

    def tell(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told_at < TOLD_EVERY_SECONDS and done != total:
            return
        self._told_at = now
        if self._connection is None:
            self._connection = connection.copy()
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE courses_courseimport SET stage = %s, done = %s, total = %s WHERE id = %s",
                [stage, done, total, self._import_id],
            )

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
