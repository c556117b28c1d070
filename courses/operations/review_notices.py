"""Who hears of each step of a review, in the app and by e-mail, and in which words."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from courses.enums import AuthorState
from courses.models import Course, CourseSubmission
from notices.operations import notify


def submitted(submission: CourseSubmission) -> None:
    title = submission.course.title
    _tell(
        [person for person in reviewers() if person.pk not in {author.pk for author in authors(submission.course)}],
        "courses.submitted",
        title=_("“%(title)s” waits for review") % {"title": title},
        body=_("%(name)s sent version %(number)s for review.")
        % {"name": submission.submitted_by, "number": submission.number},
        url=_submission_address(submission),
    )
    _tell_authors(
        submission,
        "courses.submission_received",
        title=_("“%(title)s” was sent for review") % {"title": title},
        body=_("Version %(number)s is with the reviewers. You may go on writing meanwhile.")
        % {"number": submission.number},
    )


def approved(submission: CourseSubmission) -> None:
    if submission.publish_at:
        body = _("Version %(number)s will be published on %(date)s.") % {
            "number": submission.number,
            "date": submission.publish_at.strftime("%d %B %Y, %H:%M UTC"),
        }
    else:
        body = _("Version %(number)s is being published now.") % {"number": submission.number}
    _tell_authors(
        submission,
        "courses.approved",
        title=_("“%(title)s” was approved") % {"title": submission.course.title},
        body="\n\n".join(part for part in (body, submission.decision_comment) if part),
    )


def changes_asked(submission: CourseSubmission) -> None:
    _tell_authors(
        submission,
        "courses.changes_asked",
        title=_("Changes were asked for in “%(title)s”") % {"title": submission.course.title},
        body=submission.decision_comment,
    )


def rejected(submission: CourseSubmission) -> None:
    _tell_authors(
        submission,
        "courses.rejected",
        title=_("“%(title)s” was not accepted") % {"title": submission.course.title},
        body=submission.decision_comment,
    )


def withdrawn(submission: CourseSubmission) -> None:
    title = _("“%(title)s” was withdrawn from review") % {"title": submission.course.title}
    body = _("Version %(number)s needs no decision any more.") % {"number": submission.number}
    address = _submission_address(submission)
    _tell(reviewers(), "courses.submission_withdrawn", title=title, body=body, url=address)
    _tell_authors(submission, "courses.submission_withdrawn", title=title, body=body)


def published(submission: CourseSubmission) -> None:
    _tell_authors(
        submission,
        "courses.published",
        title=_("“%(title)s” is published") % {"title": submission.course.title},
        body=_("Learners now see version %(number)s.") % {"number": submission.number},
    )


def rolled_back(submission: CourseSubmission, *, actor: Any) -> None:
    _tell_authors(
        submission,
        "courses.rolled_back",
        title=_("“%(title)s” goes back to an earlier version") % {"title": submission.course.title},
        body=_("%(name)s published version %(number)s again.") % {"name": actor, "number": submission.number},
    )


def availability_changed(course: Course, *, title: str, body: str) -> None:
    """Tell the authors that their course was archived, withdrawn or restored."""
    _tell(authors(course), "courses.availability", title=title, body=body, url=_course_address(course))


def authors(course: Course) -> list[User]:
    """The owner and the accepted co-authors who may act."""
    co_authors = User.objects.filter(
        is_active=True, course_authorships__course=course, course_authorships__state=AuthorState.ACCEPTED
    )
    return [course.owner, *co_authors.exclude(pk=course.owner_id).order_by("pk")]


def reviewers() -> list[User]:
    return list(User.objects.holding(Role.REVIEWER).order_by("pk"))


def _tell_authors(submission: CourseSubmission, kind: str, *, title: str, body: str) -> None:
    people = {person.pk: person for person in [*authors(submission.course), submission.submitted_by]}
    _tell(people.values(), kind, title=title, body=body, url=_course_address(submission.course))


def _tell(people: Iterable[User], kind: str, *, title: str, body: str, url: str) -> None:
    for person in people:
        notify(person, kind, title=title, body=body, url=url)


def _submission_address(submission: CourseSubmission) -> str:
    return f"{settings.ADMIN_URL}/admin/review/submissions/{submission.public_id}/"


def _course_address(course: Course) -> str:
    return f"{settings.ADMIN_URL}/admin/review/courses/{course.public_id}/"
