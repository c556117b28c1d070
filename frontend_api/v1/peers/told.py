"""What a learner is told of their fellow learners' work and words."""

from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import User
from assessments.documents.briefs import peers_of
from assessments.documents.peers import nameless_work, told_review
from assessments.documents.rubrics import rubric_of
from assessments.enums import PeerMarks, PeerReviewState
from assessments.models import Brief, PeerReview, PeerWork
from assessments.operations.peer_reviews import may_see_reviews
from assessments.operations.peers import can_take_another
from content.blocks import publishing_context, represent
from courses.access import open_courses
from courses.models import Course, CourseDocument, Lesson, LessonDocument
from frontend_api.v1.quizzes.views import place_of


def my_work_in_pool(learner: User, brief: Brief, course: Course) -> PeerWork | None:
    works = PeerWork.objects.filter(
        pool__assignment=brief.assignment_id, pool__course=course.public_id, learner=learner
    )
    return works.select_related("pool", "hand_in__brief").first()


def told_peers(learner: User, brief: Brief, course: Course) -> dict[str, Any]:
    mine = my_work_in_pool(learner, brief, course)
    if mine is None:
        return {
            "rules": peers_of(brief.content),
            "takes_part": False,
            "asked_of_me": [],
            "given": 0,
            "can_take_another": False,
            "received": 0,
            "may_read": False,
            "reviews": [],
        }
    asked = PeerReview.objects.filter(work__pool=mine.pool, reviewer=learner).exclude(state=PeerReviewState.LAPSED)
    asked_of_me = list(asked)
    received = list(mine.reviews.shown())
    may_read = may_see_reviews(mine)
    waits = any(one.state == PeerReviewState.WAITING for one in asked_of_me)
    return {
        "rules": peers_of(mine.hand_in.brief.content),
        "takes_part": True,
        "asked_of_me": [{"id": one.public_id, "state": one.state, "due_at": one.due_at} for one in asked_of_me],
        "given": sum(one.state == PeerReviewState.GIVEN and one.hidden_at is None for one in asked_of_me),
        "can_take_another": not waits and can_take_another(learner, mine.pool),
        "received": len(received),
        "may_read": may_read,
        "reviews": [told_review(one, mine.hand_in) for one in received] if may_read else [],
    }


def told_asked(review: PeerReview) -> dict[str, Any]:
    """The work beside its brief, for who reviews it."""
    hand_in = review.work.hand_in
    brief = hand_in.brief
    lesson = Lesson.objects.select_related("course").get(public_id=hand_in.lesson)
    document = lesson.documents.filter(is_live=True).order_by("pk").first() or LessonDocument(lesson=lesson)
    gives_marks = (peers_of(brief.content) or {})["marks"] != PeerMarks.NONE
    return {
        **place_of(lesson, document),
        "id": review.public_id,
        "assignment": brief.assignment.public_id,
        "title": brief.title,
        "state": review.state,
        "due_at": review.due_at,
        "blocks": represent(brief.blocks, publishing_context([brief.blocks])),
        "rubric": rubric_of(brief.content["rubric"]) if gives_marks else [],
        "gives_marks": gives_marks,
        "most_points": review.most_points,
        "work": nameless_work(review),
        "draft": _told_draft(review) if review.state == PeerReviewState.WAITING else None,
        "given": told_review(review, hand_in) if review.state == PeerReviewState.GIVEN else None,
    }


def _told_draft(review: PeerReview) -> dict[str, Any]:
    nothing: dict[str, Any] = {"text": "", "marks": {}, "points": None, "remarks": []}
    return {"edition": review.edition, **nothing, **review.draft}


def told_waiting(learner: User) -> list[dict[str, Any]]:
    """What waits for the learner in courses where they have a seat."""
    waiting = PeerReview.objects.waiting().filter(reviewer=learner).select_related("work__pool", "work__hand_in__brief")
    reviews = list(waiting.order_by("due_at", "pk"))
    pools = {one.work.pool.course for one in reviews}
    live = CourseDocument.objects.filter(course=OuterRef("pk"), is_live=True).order_by("pk").values("title")[:1]
    found = Course.objects.filter(public_id__in=pools, pk__in=open_courses(learner)).annotate(live_title=Subquery(live))
    courses = {course.public_id: course for course in found}
    return [
        {
            "id": one.public_id,
            "title": one.work.hand_in.brief.title,
            "due_at": one.due_at,
            "course": {"id": course.public_id, "slug": course.slug, "title": course.live_title or course.title},
        }
        for one in reviews
        if (course := courses.get(one.work.pool.course)) is not None
    ]
