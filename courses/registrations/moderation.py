"""Learners' reviews can be reported."""

from typing import Any
from uuid import UUID

from courses.access import can_read_course
from courses.models import CourseReview
from courses.operations.course_reviews import hide_review, restore_review
from moderation.gates import Reportable, register

COURSE_REVIEW = "course_review"


def find(person: Any, public_id: UUID) -> CourseReview | None:
    review = CourseReview.objects.select_related("course").filter(public_id=public_id, deleted_at=None).first()
    if review is None or person is None:
        return review
    return review if review.is_shown and can_read_course(person, review.course) else None


register(
    COURSE_REVIEW,
    Reportable(
        label="Review of a course",
        find=find,
        author_id=lambda review: review.learner_id,
        excerpt=lambda review: f"{review.stars}/5 {review.text}",
        hide=lambda review, reason, actor: hide_review(review, reason=reason, actor=actor),
        restore=lambda review, actor: restore_review(review, actor=actor),
    ),
)
