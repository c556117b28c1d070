"""What a producer finds on the desk: each course with its status, what was said about it, and the next step."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.enums import Availability, CourseStatus, SubmissionState
from courses.models import Course, CoursePage, CourseSubmission, LessonPage, ReviewComment
from courses.models.status import status_of, status_words, with_review
from courses.policy import with_course_prefix

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, and where it is done."""

    label: str
    url: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class OnDesk:
    """One course on the desk."""

    title: str
    status: str
    words: str
    url: str
    next_step: Step
    open_comments: int
    lessons: int


@dataclass(frozen=True, slots=True)
class Desk:
    courses: list[OnDesk]
    more: int
    guide: list[Step]

    @property
    def guide_done(self) -> int:
        return sum(step.is_done for step in self.guide)


def desk_of(person: Any) -> Desk:
    """Everything the panel shows, with the same few queries whatever the number of courses."""
    mine = Course.objects.editable_by(person)
    found = list(with_desk_columns(mine).order_by("-changed_at")[: SHOWN + 1])  # type: ignore[misc]
    shown = [on_desk(course) for course in found[:SHOWN]]
    more = mine.count() - SHOWN if len(found) > SHOWN else 0
    has_published = any(course.first_published_at for course in found)
    return Desk(shown, max(more, 0), [] if has_published else guide(found[-1] if found else None))


def with_desk_columns(courses: QuerySet[Course]) -> QuerySet[Course]:
    page = CoursePage.objects.filter(course=OuterRef("pk")).order_by("path")
    latest = CourseSubmission.objects.filter(course=OuterRef("pk")).order_by("-number")
    comments = ReviewComment.objects.open().filter(course=OuterRef("pk")).order_by().values("course")
    below = with_course_prefix(LessonPage.objects.filter(removed_at=None)).filter(course_prefix=OuterRef("page_path"))
    lessons = below.order_by().annotate(one=F("depth") * 0).values("one").annotate(count=Count("pk")).values("count")
    return with_review(courses).annotate(
        page_id=Subquery(page.values("pk")[:1]),
        page_path=Subquery(page.values("path")[:1]),
        changed_at=Coalesce(Subquery(page.values("latest_revision_created_at")[:1]), F("created_at")),
        summary=Subquery(
            page.annotate(text=KeyTextTransform("summary", "latest_revision__content")).values("text")[:1]
        ),
        picture=Subquery(
            page.annotate(text=KeyTextTransform("thumbnail", "latest_revision__content")).values("text")[:1]
        ),
        latest_state=Subquery(latest.values("state")[:1]),
        open_comments=Coalesce(Subquery(comments.annotate(count=Count("pk")).values("count")[:1]), 0),
        lesson_count=Coalesce(Subquery(lessons[:1], output_field=IntegerField()), 0),
    )


def on_desk(course: Any) -> OnDesk:
    return OnDesk(
        title=course.title,
        status=status_of(course),
        words=status_words(course),
        url=reverse("wagtailadmin_explore", args=[course.page_id]) if course.page_id else "",
        next_step=next_step(course),
        open_comments=course.open_comments,
        lessons=course.lesson_count,
    )


def next_step(course: Any) -> Step:
    review = reverse("course_review", args=[course.public_id])
    if course.has_submission_in_review:
        return Step(_("A reviewer is reading it"), review)
    if course.latest_state in (SubmissionState.CHANGES_ASKED, SubmissionState.REJECTED):
        said = ngettext("Answer %(count)d comment", "Answer %(count)d comments", course.open_comments)
        return Step(
            said % {"count": course.open_comments} if course.open_comments else _("Read what was asked"), review
        )
    if course.availability in (Availability.ARCHIVED, Availability.WITHDRAWN):
        return Step(_("See where it stands"), review)
    missing = next((step for step in preparation(course) if not step.is_done), None)
    if missing is not None:
        return missing
    if status_of(course) == CourseStatus.PUBLISHED:
        return Step(_("Improve it, then send a new version"), review)
    return Step(_("Send it for review"), reverse("course_submit", args=[course.public_id]))


def preparation(course: Any) -> list[Step]:
    """What a course needs before anybody should read it, in the order in which it is easiest."""
    if not course.page_id:
        return []
    edit = reverse("wagtailadmin_pages:edit", args=[course.page_id])
    add = reverse("wagtailadmin_pages:add_subpage", args=[course.page_id])
    return [
        Step(_("Say in one line what a learner will be able to do"), edit, bool(course.summary)),
        Step(_("Choose a picture"), f"{edit}#tab-pictures_and_film", bool(course.picture)),
        Step(_("Add the first lesson"), add, course.lesson_count > 0),
    ]


def guide(course: Any | None) -> list[Step]:
    """The way from nothing to a first published course."""
    create = Step(_("Create your course"), "", course is not None)
    if course is None:
        return [create]
    sent = Q(pk=course.pk) & Q(submissions__isnull=False)
    was_sent = Course.objects.filter(sent).exists()
    return [
        create,
        *preparation(course),
        Step(_("Send it for review"), reverse("course_submit", args=[course.public_id]), was_sent),
        Step(_("Approved and published"), reverse("course_review", args=[course.public_id])),
    ]
