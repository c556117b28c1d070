"""What learners say of a course, what its authors answer, and what moderation hides (REQUIREMENTS C9).

The course's figures follow by triggers: a review that is taken back or hidden counts no more.
"""

from typing import Any

from django.db import transaction

from accounts.models import User
from courses.access import can_edit_course, can_read_course
from courses.errors import NotALearnerHere
from courses.models import Course, CourseReview, CourseReviewVersion
from courses.operations.revalidation import revalidate_reviews
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed, NotFound
from kit.failpoints import failpoint
from notices.operations import notify

LONGEST_TEXT = 5000


@transaction.atomic
def write_review(course: Course, learner: User, *, stars: int, text: str, actor: User) -> CourseReview:
    """The learner's one review of the course: written, or edited in place with what it said before kept.

    Only who has or had a seat may write; a refund does not take the review away, nor the right to correct it.
    Raises NotALearnerHere, or InvalidInput for stars outside 1 to 5 and texts over 5,000 characters.
    """
    if actor.pk != learner.pk:
        raise NotAllowed
    text = text.strip()
    _refuse_bad_words(stars, text)
    # The course's row is the lock: two devices that write at once write one review, one after the other.
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not course.enrolments.filter(learner=learner).exists():
        raise NotALearnerHere(title=course.public_title)
    failpoint("courses.review_looked_for")
    review = CourseReview.objects.filter(course=course, learner=learner).first()
    if review is None:
        review = CourseReview.objects.create(course=course, learner=learner, stars=stars, text=text)
        _tell_authors(review)
        revalidate_reviews(course, at_once=False)
        return review
    if (review.stars, review.text) == (stars, text) and review.deleted_at is None:
        return review
    CourseReviewVersion.objects.create(
        review=review, stars=review.stars, text=review.text, written_at=review.edited_at or review.created_at
    )
    review.stars, review.text, review.edited_at, review.deleted_at = stars, text, clock.now(), None
    review.save(update_fields=["stars", "text", "edited_at", "deleted_at"])
    revalidate_reviews(course, at_once=False)
    return review


@transaction.atomic
def take_back_review(review: CourseReview, *, actor: User) -> None:
    """Let the author's review disappear and count no more. Twice is the same as once."""
    review = CourseReview.objects.select_for_update().get(pk=review.pk)
    if actor.pk != review.learner_id:
        raise NotAllowed
    if review.deleted_at is None:
        review.deleted_at = clock.now()
        review.save(update_fields=["deleted_at"])
        revalidate_reviews(review.course, at_once=True)


@transaction.atomic
def answer_review(review: CourseReview, *, answer: str, actor: User) -> CourseReview:
    """The authors' one answer to a review, written or written anew; an empty one takes it away."""
    review = CourseReview.objects.select_for_update(of=("self",)).select_related("course").get(pk=review.pk)
    if not can_edit_course(actor, review.course):
        raise NotAllowed
    if not review.is_shown:
        raise NotFound
    answer = answer.strip()
    if len(answer) > LONGEST_TEXT:
        raise InvalidInput({"answer": [f"At most {LONGEST_TEXT} characters, please."]})
    first = not review.answer and answer
    review.answer = answer
    review.answered_by, review.answered_at = (actor, clock.now()) if answer else (None, None)
    review.save(update_fields=["answer", "answered_by", "answered_at"])
    revalidate_reviews(review.course, at_once=not answer)
    if first:
        notify(
            review.learner,
            "courses.review_answered",
            title=f"Your review of “{review.course.public_title}” was answered",
            body=answer[:500],
            url=f"/courses/{review.course.slug}",
        )
    return review


@transaction.atomic
def hide_review(review: CourseReview, *, reason: str, actor: User) -> None:
    """Take a review from sight, and out of the average, whatever its author does with it afterwards."""
    if not actor.is_administrator:
        raise NotAllowed
    review = CourseReview.objects.select_for_update().get(pk=review.pk)
    if review.hidden_at is None:
        review.hidden_at, review.hidden_reason = clock.now(), reason
        review.save(update_fields=["hidden_at", "hidden_reason"])
        revalidate_reviews(review.course, at_once=True)
        audit.record(review.course, "courses.hide_review", actor, review=str(review.public_id), reason=reason)


@transaction.atomic
def restore_review(review: CourseReview, *, actor: User) -> None:
    """Show a hidden review again; it counts again."""
    if not actor.is_administrator:
        raise NotAllowed
    review = CourseReview.objects.select_for_update().get(pk=review.pk)
    if review.hidden_at is not None:
        review.hidden_at, review.hidden_reason = None, ""
        review.save(update_fields=["hidden_at", "hidden_reason"])
        revalidate_reviews(review.course, at_once=True)
        audit.record(review.course, "courses.restore_review", actor, review=str(review.public_id))


def reviews_to_read(person: Any, course: Course) -> Any:
    """The shown reviews of a course that the person may read about. Raises NotFound for other courses."""
    if not can_read_course(person, course):
        raise NotFound
    return CourseReview.objects.shown().filter(course=course)


def _refuse_bad_words(stars: int, text: str) -> None:
    wrong: dict[str, list[str]] = {}
    if stars not in range(1, 6):
        wrong["stars"] = ["Between one and five stars, please."]
    if len(text) > LONGEST_TEXT:
        wrong["text"] = [f"At most {LONGEST_TEXT} characters, please."]
    if wrong:
        raise InvalidInput(wrong)


def _tell_authors(review: CourseReview) -> None:
    notify(
        review.course.owner,
        "courses.reviewed",
        title=f"“{review.course.title}” has a new review",
        body=f"{review.stars} of 5: {review.text[:400]}",
        url=f"/courses/{review.course.slug}",
    )
