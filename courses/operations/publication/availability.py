"""Whether the public may have a course. Archived: learners keep it, nobody new joins. Withdrawn: nobody has it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commerce.operations.gift_notices import tell_givers_it_closed
from courses.enums import Availability, PublicationReason
from courses.errors import CourseNotPublished
from courses.models import Course
from courses.operations import review_notices
from courses.operations.enrolment import SELLABLE_KIND
from courses.operations.publication import switching
from courses.operations.publication.runs import cancel_unfinished, request_publication
from courses.operations.refreshing import refresh_dependents
from courses.operations.revalidation import revalidate_course
from courses.operations.reviewers import is_author
from kit import audit
from kit.errors import NotAllowed


@transaction.atomic
def archive_course(course: Course, *, actor: Any) -> None:
    """Close a published course to new learners; those who are in it keep it. Its authors or an administrator may."""
    course = _lock(course)
    if not (actor.is_administrator or is_author(actor, course)):
        raise NotAllowed
    if course.availability == Availability.ARCHIVED:
        return
    if course.availability != Availability.PUBLISHED:
        raise CourseNotPublished(title=course.title)
    _change(course, Availability.ARCHIVED, "courses.archive", actor)
    tell_givers_it_closed(SELLABLE_KIND, course.public_id)
    review_notices.availability_changed(
        course,
        title=_("“%(title)s” was archived") % {"title": course.title},
        body=_("Learners who are in it keep it; nobody new can join."),
    )


@transaction.atomic
def withdraw_course(course: Course, *, actor: Any, reason: str = "") -> None:
    """Take a course from everybody, learners too, at once. Administrators only."""
    if not actor.is_administrator:
        raise NotAllowed
    course = _lock(course)
    if course.availability == Availability.WITHDRAWN:
        return
    if course.availability == Availability.UNPUBLISHED:
        raise CourseNotPublished(title=course.title)
    was_open = course.availability == Availability.PUBLISHED
    cancel_unfinished(course)
    switching.hide(course)
    _change(course, Availability.WITHDRAWN, "courses.withdraw", actor, reason=reason)
    if was_open:
        tell_givers_it_closed(SELLABLE_KIND, course.public_id)
    review_notices.availability_changed(
        course,
        title=_("“%(title)s” was withdrawn") % {"title": course.title},
        body=reason or _("It is not shown to anybody for the time being."),
    )


@transaction.atomic
def restore_course(course: Course, *, actor: Any) -> None:
    """Bring an archived or withdrawn course back as it last was. Only administrators bring back a withdrawn one."""
    course = _lock(course)
    if not (actor.is_administrator or is_author(actor, course)):
        raise NotAllowed
    if course.availability == Availability.PUBLISHED:
        return
    if course.availability == Availability.UNPUBLISHED or course.published_submission is None:
        raise CourseNotPublished(title=course.title)
    if course.availability == Availability.ARCHIVED:
        _change(course, Availability.PUBLISHED, "courses.restore", actor)
    else:
        if not actor.is_administrator:
            raise NotAllowed
        request_publication(course.published_submission, reason=PublicationReason.RESTORE, actor=actor)
        audit.record(course, "courses.restore", actor)
    review_notices.availability_changed(
        course,
        title=_("“%(title)s” was restored") % {"title": course.title},
        body=_("It is open to learners again."),
    )


def _lock(course: Course) -> Course:
    return Course.objects.select_for_update(no_key=True).get(pk=course.pk)


def _change(course: Course, availability: Availability, action: str, actor: Any, **data: Any) -> None:
    course.availability = availability
    course.save(update_fields=["availability"])
    audit.record(course, action, actor, **data)
    refresh_dependents(course)
    revalidate_course(course, at_once=True)
