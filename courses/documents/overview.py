"""What waits for a person in each role, in a few questions each: the numbers of a desk, and what to do next there.

Each role is counted apart from the others: what somebody learns never mixes with what the same person teaches.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from courses.documents.learning import lessons_in_hand, where_to_go_on
from courses.enums import Availability, EnrolmentState, SubmissionState
from courses.models import (
    Course,
    CourseDocument,
    CourseInvitation,
    CourseReview,
    CourseSubmission,
    Enrolment,
    ReviewComment,
)


class NextStep(StrEnum):
    """What a person may do next at a desk."""

    GO_ON_LEARNING = "go_on_learning"
    RESUME_ROLE = "resume_role"
    ANSWER_INVITATIONS = "answer_invitations"
    ANSWER_REVIEWERS = "answer_reviewers"
    FINISH_DRAFTS = "finish_drafts"
    ANSWER_COURSE_REVIEWS = "answer_course_reviews"
    DECIDE_SUBMISSIONS = "decide_submissions"
    DECIDE_ROLE_REQUESTS = "decide_role_requests"
    DECIDE_REPORTS = "decide_reports"
    LOOK_AT_PARKED_JOBS = "look_at_parked_jobs"


@dataclass(frozen=True, slots=True)
class Next:
    """One thing to do: how many of it wait, and where, when it is one course or lesson."""

    kind: NextStep
    count: int = 1
    course_slug: str | None = None
    course_title: str | None = None
    lesson: UUID | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    counts: dict[str, int]
    next: list[Next]


def learning_overview(person: Any) -> Overview:
    """Courses under way and finished, and the lesson to go on with. Three queries."""
    held = Enrolment.objects.open().filter(
        learner=person, course__availability__in=[Availability.PUBLISHED, Availability.ARCHIVED]
    )
    counts = held.aggregate(
        in_progress=Count("pk", filter=Q(state=EnrolmentState.ACTIVE)),
        finished=Count("pk", filter=Q(state=EnrolmentState.COMPLETED)),
    )
    title = CourseDocument.objects.live().filter(course=OuterRef("course")).order_by("pk").values("title")
    last = (
        held.filter(state=EnrolmentState.ACTIVE)
        .order_by(F("last_access_at").desc(nulls_last=True), "-enrolled_at", "-pk")
        .annotate(title=Subquery(title[:1]))
        .values_list("course__slug", "title")
        .first()
    )
    if last is None:
        return Overview(counts, [])
    lesson = where_to_go_on(lessons_in_hand(person, last[0]))
    # The rest may wait for a day: then there is the course, and no lesson to go on with.
    leads_on = lesson is not None and lesson.is_open and not lesson.is_completed
    step = Next(NextStep.GO_ON_LEARNING, 1, *last, lesson=lesson.lesson if lesson and leads_on else None)
    return Overview(counts, [step])


def teaching_overview(person: Any) -> Overview:
    """What the person writes, who learns from it, and what waits for an answer. Four queries."""
    mine = Course.objects.editable_by(person)
    latest = CourseSubmission.objects.filter(course=OuterRef("pk")).order_by("-number").values("state")[:1]
    in_review = CourseSubmission.objects.in_review().filter(course=OuterRef("pk"))
    asked = Q(latest_state__in=[SubmissionState.CHANGES_ASKED, SubmissionState.REJECTED])
    never_sent = Q(availability=Availability.UNPUBLISHED, latest_state=None)
    counts = mine.annotate(latest_state=Subquery(latest), is_in_review=Exists(in_review)).aggregate(
        courses=Count("pk"),
        published=Count("pk", filter=Q(availability=Availability.PUBLISHED)),
        in_review=Count("pk", filter=Q(is_in_review=True)),
        changes_asked=Count("pk", filter=asked),
        drafts=Count("pk", filter=never_sent),
    )
    learners = Enrolment.objects.open().filter(course__in=mine.values("pk")).values("learner").distinct().count()
    said = CourseReview.objects.shown().filter(course__in=mine.values("pk"))
    reviews = said.aggregate(reviews=Count("pk"), unanswered=Count("pk", filter=~Q(text="") & Q(answer="")))
    comments = ReviewComment.objects.open().filter(course__in=mine.values("pk")).count()
    counts |= {"learners": learners, "reviews": reviews["reviews"], "open_comments": comments}
    return Overview(
        counts,
        _waiting(
            (NextStep.ANSWER_REVIEWERS, counts["changes_asked"]),
            (NextStep.ANSWER_COURSE_REVIEWS, reviews["unanswered"]),
            (NextStep.FINISH_DRAFTS, counts["drafts"]),
        ),
    )


def reviewing_overview(person: Any) -> Overview:
    """Submissions that wait for a decision which the person may make, and those they made. Two queries."""
    own = Course.objects.editable_by(person).values("pk")
    waiting = CourseSubmission.objects.in_review().exclude(course__in=own).count()
    decided = CourseSubmission.objects.filter(decided_by=person).count()
    return Overview({"waiting": waiting, "decided_by_me": decided}, _waiting((NextStep.DECIDE_SUBMISSIONS, waiting)))


def waiting_invitations(person: Any) -> list[Next]:
    """Invitations to write a course wait for the person, whatever their roles. One query."""
    count = CourseInvitation.objects.waiting().addressed_to(person).count()
    return _waiting((NextStep.ANSWER_INVITATIONS, count))


def _waiting(*steps: tuple[NextStep, int]) -> list[Next]:
    return [Next(kind, count) for kind, count in steps if count]
