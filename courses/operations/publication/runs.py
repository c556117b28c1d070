"""Making an approved submission what the public reads: built beside the live documents, switched in one commit.

Building holds no lock and may be done twice or by two workers at once; a row is found again by what it was made from.
The switch locks the course. Of two runs for one course the later one wins, in whatever order they end.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from courses.documents.assembly import CourseBuild, build_of
from courses.enums import Availability, PublicationReason, PublicationState
from courses.models import Course, CoursePublication, CourseSubmission
from courses.operations import review_notices
from courses.operations.completion import order_completing
from courses.operations.publication import switching
from courses.operations.reviewers import is_author, is_reviewer
from kit import audit, clock, jobs
from kit.errors import NotAllowed
from kit.failpoints import failpoint

BATCH = 100
# A run that has not shown a sign of life for so long belonged to a process that is gone.
SILENCE = timedelta(seconds=60)


def request_publication(
    submission: CourseSubmission, *, reason: PublicationReason, actor: Any, not_before: datetime | None = None
) -> CoursePublication:
    """Order a run for `submission`, at once or later; the caller holds the course's lock."""
    now = clock.now()
    run = CoursePublication.objects.create(
        course=submission.course,
        submission=submission,
        reason=reason,
        requested_by=actor,
        requested_at=now,
        scheduled_for=max(now, not_before) if not_before else now,
        enqueued_at=now,
    )
    jobs.enqueue("courses.publish", after=not_before, publication_id=run.pk)
    return run


def publish_submission(submission_id: int) -> None:
    """Do the runs of this submission that are due, now and in this process."""
    due = CoursePublication.objects.unfinished().filter(submission_id=submission_id, scheduled_for__lte=clock.now())
    for run in due.order_by("pk"):
        publish(run.pk)


def publish(publication_id: int) -> None:
    """The job: build, then switch. Safe to run again after it died at any point, and beside itself."""
    run = _start(publication_id)
    if run is None:
        return
    try:
        build = build_of(run.submission)
        _build_lessons(run, build)
        failpoint("publication.before_switch")
        switch(run, build)
    except Exception as error:
        CoursePublication.objects.unfinished().filter(pk=run.pk).update(
            state=PublicationState.FAILED, error=f"{type(error).__name__}: {error}"[:2000], finished_at=clock.now()
        )
        raise


def take_up_abandoned() -> int:
    """Order again what nobody works on: runs whose process died or whose job was lost. Says how many."""
    now = clock.now()
    abandoned = CoursePublication.objects.abandoned(due=now, silent_since=now - SILENCE)
    found = list(abandoned.values_list("pk", flat=True))
    for publication_id in found:
        with transaction.atomic():
            CoursePublication.objects.filter(pk=publication_id).update(enqueued_at=now, heartbeat_at=now)
            jobs.enqueue("courses.publish", publication_id=publication_id)
    return len(found)


@transaction.atomic
def try_again(run: CoursePublication) -> None:
    """Order a failed run again."""
    retried = CoursePublication.objects.filter(pk=run.pk, state=PublicationState.FAILED).update(
        state=PublicationState.WAITING, error="", finished_at=None, enqueued_at=clock.now()
    )
    if retried:
        jobs.enqueue("courses.publish", publication_id=run.pk)


@transaction.atomic
def cancel_publication(run: CoursePublication, *, actor: Any) -> None:
    """Call off a run that has not ended yet, such as one that was scheduled. What is live stays."""
    course = Course.objects.select_for_update(no_key=True).get(pk=run.course_id)
    if not (is_reviewer(actor) or is_author(actor, course)):
        raise NotAllowed
    cancelled = CoursePublication.objects.unfinished().filter(pk=run.pk)
    if cancelled.update(state=PublicationState.CANCELLED, finished_at=clock.now()):
        audit.record(course, "courses.cancel_publication", actor, version=run.submission.number)


def cancel_unfinished(course: Course) -> None:
    """Let no run that was ordered before now change what the public sees; the caller holds the course's lock."""
    CoursePublication.objects.unfinished().filter(course=course).update(
        state=PublicationState.CANCELLED, finished_at=clock.now()
    )


def _start(publication_id: int) -> CoursePublication | None:
    """Mark the run as being worked on. None when there is nothing (left) to do or its time has not come."""
    now = clock.now()
    startable = (PublicationState.WAITING, PublicationState.RUNNING, PublicationState.FAILED)
    started = CoursePublication.objects.filter(pk=publication_id, state__in=startable, scheduled_for__lte=now).update(
        state=PublicationState.RUNNING, started_at=now, heartbeat_at=now, finished_at=None, error="", done=0
    )
    if not started:
        return None
    return CoursePublication.objects.select_related("course__owner", "submission", "requested_by").get(
        pk=publication_id
    )


def _build_lessons(run: CoursePublication, build: CourseBuild) -> None:
    missing = build.missing()
    _show_progress(run, done=0, total=len(missing))
    for start in range(0, len(missing), BATCH):
        batch: Sequence[Any] = missing[start : start + BATCH]
        build.store(batch)
        failpoint("publication.batch_stored")
        _show_progress(run, done=start + len(batch), total=len(missing))


def _show_progress(run: CoursePublication, *, done: int, total: int) -> None:
    CoursePublication.objects.filter(pk=run.pk, state=PublicationState.RUNNING).update(
        done=done, total=total, heartbeat_at=clock.now()
    )


@transaction.atomic
def switch(run: CoursePublication, build: CourseBuild) -> None:
    """Show readers the whole new version in one commit, unless a later run did so already."""
    course = Course.objects.select_for_update(no_key=True).get(pk=run.course_id)
    run = CoursePublication.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if run.state != PublicationState.RUNNING:
        return
    later = CoursePublication.objects.filter(course=course, pk__gt=run.pk, state=PublicationState.DONE)
    now = clock.now()
    if later.exists():
        run.state = PublicationState.SUPERSEDED
    else:
        # Another run may have cleaned away what this one had built.
        if missing := build.missing():
            build.store(missing)
        has_closed = switching.show(course, run.submission, build)
        failpoint("publication.switched")
        _open(course, run, now, has_closed=has_closed)
        run.state = PublicationState.DONE
        CoursePublication.objects.unfinished().filter(course=course, pk__lt=run.pk).update(
            state=PublicationState.SUPERSEDED, finished_at=now
        )
        switching.clean_up(course, run)
        order_completing(course.pk)
        audit.record(course, "courses.publish", run.requested_by, version=run.submission.number)
        review_notices.published(run.submission)
    run.finished_at = now
    run.save(update_fields=["state", "finished_at"])


def _open(course: Course, run: CoursePublication, now: datetime, *, has_closed: bool) -> None:
    if course.availability != Availability.ARCHIVED:
        course.availability = Availability.PUBLISHED
    course.published_submission = run.submission
    course.first_published_at = course.first_published_at or now
    course.last_published_at = now
    course.save(update_fields=["availability", "published_submission", "first_published_at", "last_published_at"])
    if run.reason == PublicationReason.APPROVAL:
        switching.settle_price(course, run)
    switching.announce(course, at_once=has_closed)
