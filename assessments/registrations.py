"""Reviews by fellow learners can be reported by whose work they are about, once they may read them."""

from typing import Any
from uuid import UUID

from assessments.models import PeerReview
from assessments.operations.peer_reviews import hide_review, may_see_reviews, restore_review
from moderation.gates import Reportable, register

PEER_REVIEW = "peer_review"


def find(person: Any, public_id: UUID) -> PeerReview | None:
    given = PeerReview.objects.filter(given_at__isnull=False).select_related("work__pool", "work__hand_in__brief")
    review = given.filter(public_id=public_id).first()
    if review is None or person is None:
        return review
    is_mine = review.work.learner_id == person.pk and review.hidden_at is None
    return review if is_mine and may_see_reviews(review.work) else None


def excerpt(review: PeerReview) -> str:
    return "\n".join([review.text, *(remark["text"] for remark in review.remarks)])


def register_peer_reviews() -> None:
    register(
        PEER_REVIEW,
        Reportable(
            label="Review by a fellow learner",
            find=find,
            author_id=lambda review: review.reviewer_id,
            excerpt=excerpt,
            hide=lambda review, reason, actor: hide_review(review, reason=reason, actor=actor),
            restore=lambda review, actor: restore_review(review, actor=actor),
        ),
    )
