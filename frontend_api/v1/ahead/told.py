"""What is ahead of a learner, in the same few questions however much it is."""

from typing import Any

import orjson

from accounts.models import User
from assessments.enums import HandInState
from assessments.models import Attempt, HandIn, PeerReview
from courses.documents.learning import courses_in_hand, lessons_of_each, titles_of, where_to_go_on
from courses.enums import Availability
from courses.models import Enrolment, Lesson, LessonDocument
from desk.access import told_to
from frontend_api.v1.assignments.told import told_work
from frontend_api.v1.quizzes.views import place_of
from kit import clock
from notices.models import Notice

MOST_COURSES = 20
MOST_MARKS = 10
MOST_ANNOUNCEMENTS = 5
# Notices that say that something of the learner's was marked.
MARKED = ("learning.work_given_back", "learning.marked_anew")
TO_DO = ("open", HandInState.DRAFT, HandInState.AGAIN)


def ahead_of(learner: User) -> dict[str, Any]:
    unread = told_to(learner).unread()
    return {
        "next": next_of(learner),
        "due": due_for(learner),
        "marks": new_marks_of(learner),
        "announcements": list(with_course(unread)[:MOST_ANNOUNCEMENTS]),
        "unread_announcements": unread.count(),
    }


def with_course(deliveries: Any) -> Any:
    """Announcements with all that is told of them, the last first."""
    related = deliveries.select_related("announcement__course", "announcement__author", "notice")
    return related.order_by("-told_at", "-pk")


def titles_for(deliveries: list[Any]) -> dict[int, str]:
    """What their courses are called, by their keys. One query."""
    return titles_of(each.announcement.course_id for each in deliveries)


def next_of(learner: User) -> list[dict[str, Any]]:
    """Where to go on in each course that is not finished and has a lesson open, the one visited last first.

    Two queries.
    """
    held = courses_in_hand(learner, size=MOST_COURSES, finished=False)
    cards = {one.key: orjson.loads(one.card) for one in held}
    lessons = lessons_of_each(learner, [card["slug"] for card in cards.values()])
    found = []
    for one in sorted(held, key=lambda one: one.last_access_at or one.enrolled_at, reverse=True):
        lesson = where_to_go_on(lessons.get(cards[one.key]["slug"], []))
        if lesson is not None and lesson.is_open and not lesson.is_completed:
            found.append(
                {
                    "course": cards[one.key],
                    "lesson": lesson,
                    "is_begun": one.last_access_at is not None,
                    "lessons_completed": one.needed_completed,
                    "lesson_count": one.needed_count,
                    "percent": one.percent,
                }
            )
    return found


def due_for(learner: User) -> list[dict[str, Any]]:
    """Work with a time or asked for again, attempts whose time runs, and reviews to give; soonest first."""
    now = clock.now()
    # A round that was asked for again has no time of its own.
    work = [
        {**line, "kind": "assignment", "attempt": None, "due_at": line["due_at"] if line["number"] == 1 else None}
        for line in told_work(learner)
        if line["state"] in TO_DO and not line["is_closed"] and (line["due_at"] or line["number"] > 1)
    ]
    due = work + attempts_under_way(learner) + reviews_to_give(learner)
    for line in due:
        line["is_overdue"] = line["due_at"] is not None and line["due_at"] < now
    return sorted(due, key=lambda line: (line["due_at"] is None, line["due_at"] or now, line["title"]))


def attempts_under_way(learner: User) -> list[dict[str, Any]]:
    """Attempts at quizzes whose time runs. Three queries."""
    open_to_them = Lesson.objects.readable_by(learner).values("public_id")
    running = Attempt.objects.filter(
        learner=learner, handed_in_at=None, due_at__gt=clock.now(), lesson__in=open_to_them
    )
    attempts = list(running.select_related("paper", "quiz"))
    asking = LessonDocument.objects.live().filter(lesson__public_id__in=[each.lesson for each in attempts])
    documents = {one.lesson.public_id: one for one in asking.select_related("lesson__course").order_by("-pk")}
    titles = titles_of(one.course_id for one in documents.values())
    return [
        {
            **place_of(document.lesson, document, titles.get(document.course_id, "")),
            "kind": "quiz",
            "id": each.quiz.public_id,
            "attempt": each.public_id,
            "title": each.paper.title,
            "state": HandInState.DRAFT.value,
            "due_at": each.due_at,
        }
        for each in attempts
        if (document := documents.get(each.lesson)) is not None
    ]


def reviews_to_give(learner: User) -> list[dict[str, Any]]:
    """Work of fellow learners that waits for a review in courses where the learner has a seat. Three queries."""
    seats = Enrolment.objects.open().filter(
        learner=learner, course__availability__in=[Availability.PUBLISHED, Availability.ARCHIVED]
    )
    waiting = PeerReview.objects.waiting().filter(
        reviewer=learner, due_at__gt=clock.now(), work__pool__course__in=seats.values("course__public_id")
    )
    reviews = list(waiting.select_related("work__hand_in__brief"))
    named = [one.work.hand_in.lesson for one in reviews]
    asking = LessonDocument.objects.live().filter(lesson__public_id__in=named)
    documents = {one.lesson.public_id: one for one in asking.select_related("lesson__course").order_by("-pk")}
    titles = titles_of(one.course_id for one in documents.values())
    return [
        {
            **place_of(document.lesson, document, titles.get(document.course_id, "")),
            "kind": "peer_review",
            "id": review.public_id,
            "attempt": None,
            "title": review.work.hand_in.brief.title,
            "state": HandInState.DRAFT.value if review.draft else "open",
            "due_at": review.due_at,
        }
        for review in reviews
        if (document := documents.get(review.work.hand_in.lesson)) is not None
    ]


def new_marks_of(learner: User) -> list[dict[str, Any]]:
    """What was marked and not read yet, the last first. Two queries."""
    notices = list(
        Notice.objects.of(learner).unread().filter(kind__in=MARKED).order_by("-created_at", "-pk")[:MOST_MARKS]
    )
    named = [notice.context["hand_in"] for notice in notices if "hand_in" in notice.context]
    work = {str(one.public_id): one for one in HandIn.objects.filter(learner=learner, public_id__in=named)}
    found = []
    for notice in notices:
        one = work.get(notice.context.get("hand_in", ""))
        found.append(
            {
                "notice": notice.public_id,
                "title": notice.title,
                "text": notice.body,
                "url": notice.url,
                "at": notice.created_at,
                "is_accepted": one.state == HandInState.ACCEPTED if one else None,
                "points": one.points if one else None,
                "most_points": one.most_points if one else None,
            }
        )
    return found
