"""Telling the learners of a course something: once, to whom it was shown to go, in batches (ADR 0059)."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from courses.models import Course, Enrolment
from desk.access import READ_BY_LEARNERS, taught_by
from desk.documents.contents import contents_of
from desk.documents.learners import Group, cohorts_of, learners_in
from desk.errors import EnoughAnnouncements, GroupChanged, NobodyReadsIt, NobodyToTell
from desk.models import LONGEST_TEXT, LONGEST_TITLE, Announcement, Delivery
from kit import audit, clock, jobs
from kit.errors import InvalidInput, NotAllowed, NotFound
from kit.failpoints import failpoint
from notices.models import Notice
from notices.operations import notify

MOST_IN_A_DAY = 5
DAY = timedelta(hours=24)
BATCH = 200
TELL = "desk.tell_learners"


@transaction.atomic
def announce(
    course: Course, group: Group, *, key: UUID, title: str, text: str, people: int, actor: Any
) -> Announcement:
    """Send it to the `people` whom the sender has seen counted. The same `key` again gives what was sent by it.

    Raises NotFound for courses of others, NobodyReadsIt, NobodyToTell, GroupChanged where it has grown or shrunk
    meanwhile, EnoughAnnouncements, or InvalidInput.
    """
    if not taught_by(actor).filter(pk=course.pk).exists():
        raise NotFound
    title, text = title.strip(), text.strip()
    _refuse_bad_words(title, text)
    course = _held(course)
    if (sent := Announcement.objects.filter(public_id=key).first()) is not None:
        if (sent.course_id, sent.author_id) != (course.pk, actor.pk):
            raise NotFound
        return sent
    failpoint("desk.announcement_looked_for")
    if course.availability not in READ_BY_LEARNERS:
        raise NobodyReadsIt(title=course.title)
    if course.announcements.filter(sent_at__gt=clock.now() - DAY).count() >= MOST_IN_A_DAY:
        raise EnoughAnnouncements(most=MOST_IN_A_DAY)
    lessons = contents_of(course)
    learners = list(learners_in(course, group, lessons).order_by("pk").values_list("learner", flat=True))
    if not learners:
        raise NobodyToTell
    if len(learners) != people:
        raise GroupChanged(people=len(learners))
    announcement = Announcement.objects.create(
        public_id=key,
        course=course,
        author=actor,
        title=title,
        text=text,
        group=group.in_words(lessons, cohorts_of(course)),
        people=len(learners),
    )
    Delivery.objects.bulk_create(
        [Delivery(announcement=announcement, learner_id=learner) for learner in learners], batch_size=2000
    )
    audit.record(course, "desk.announce", actor, announcement=str(key), people=len(learners))
    jobs.enqueue(TELL, announcement=announcement.pk)
    return announcement


def tell_learners(announcement: int) -> None:
    """The job behind `announce`. It may be killed at any moment and run again: each batch is told whole, or not yet."""
    while _tell_batch(announcement):
        continue


@transaction.atomic
def _tell_batch(pk: int) -> bool:
    """Tell some of those who wait; False where nobody does, or nobody should be told any more."""
    announcement = _locked(pk)
    if announcement.finished_at or announcement.hidden_at:
        return False
    waiting = announcement.deliveries.filter(told_at=None).select_related("learner").order_by("pk")
    batch = list(waiting[:BATCH])
    if not batch:
        announcement.finished_at = clock.now()
        announcement.save(update_fields=["finished_at"])
        return False
    failpoint("desk.batch_read")
    course = announcement.course
    seats = Enrolment.objects.open().filter(course=course, learner__in=[each.learner_id for each in batch])
    seated = set(seats.values_list("learner", flat=True))
    title = f"“{course.public_title}”: {announcement.title}"
    told = [each for each in batch if each.learner_id in seated]
    for each in told:
        each.told_at = clock.now()
        each.notice = notify(
            each.learner,
            "learning.announcement",
            title=title,
            body=announcement.text,
            url=f"/learning/{course.slug}/announcements",
        )
    Delivery.objects.bulk_update(told, ["told_at", "notice"])
    # Who has left the course meanwhile is not written to.
    Delivery.objects.filter(pk__in=[each.pk for each in batch if each.learner_id not in seated]).delete()
    failpoint("desk.batch_told")
    return True


@transaction.atomic
def read_announcement(delivery: Delivery, *, actor: Any) -> None:
    """Mark it read for this learner, here and among their notices; the first time stays."""
    if delivery.learner_id != actor.pk:
        raise NotAllowed
    if delivery.notice is not None and delivery.notice.read_at is None:
        delivery.notice.read_at = clock.now()
        delivery.notice.save(update_fields=["read_at"])


@transaction.atomic
def hide_announcement(announcement: Announcement, *, reason: str, actor: Any) -> None:
    """Take it from everybody's sight; who was not told yet is not told."""
    announcement = _decided_about(announcement, actor)
    if announcement.hidden_at is None:
        announcement.hidden_at, announcement.hidden_reason = clock.now(), reason[:500]
        announcement.save(update_fields=["hidden_at", "hidden_reason"])
        _notices_of(announcement).update(body="")
        audit.record(announcement.course, "desk.hide_announcement", actor, announcement=str(announcement.public_id))


@transaction.atomic
def restore_announcement(announcement: Announcement, *, actor: Any) -> None:
    """Show it again; who was not told yet is told now."""
    announcement = _decided_about(announcement, actor)
    if announcement.hidden_at is not None:
        announcement.hidden_at, announcement.hidden_reason = None, ""
        announcement.save(update_fields=["hidden_at", "hidden_reason"])
        _notices_of(announcement).update(body=announcement.text)
        audit.record(announcement.course, "desk.restore_announcement", actor, announcement=str(announcement.public_id))
        jobs.enqueue(TELL, announcement=announcement.pk)


def _decided_about(announcement: Announcement, actor: Any) -> Announcement:
    if not actor.is_administrator:
        raise NotAllowed
    return _locked(announcement.pk)


def _held(course: Course) -> Course:
    """The course's row is the lock: of two presses at once the second finds what the first has sent."""
    return Course.objects.select_for_update(no_key=True).get(pk=course.pk)


def _locked(pk: int) -> Announcement:
    """Two workers that have the same job tell one batch after the other."""
    return Announcement.objects.select_for_update(no_key=True).get(pk=pk)


def _refuse_bad_words(title: str, text: str) -> None:
    wrong: dict[str, list[str]] = {}
    for name, value, longest in (("title", title, LONGEST_TITLE), ("text", text, LONGEST_TEXT)):
        if not value:
            wrong[name] = ["Please say something."]
        elif len(value) > longest:
            wrong[name] = [f"At most {longest} characters, please."]
    if wrong:
        raise InvalidInput(wrong)


def _notices_of(announcement: Announcement) -> QuerySet[Notice]:
    """What its learners have of it among their notices."""
    return Notice.objects.filter(pk__in=announcement.deliveries.values("notice"))
