"""Remarks on the spot and the checklist: what reviewers write while they read, and what authors answer by doing."""

from typing import Any

from django.db import transaction

from courses.enums import ChecklistVerdict, SubmissionState
from courses.errors import CommentNeedsWords, SubmissionDecided
from courses.models import ChecklistAnswer, ChecklistItem, CourseSubmission, FrozenNode, ReviewComment
from courses.operations.reviewers import is_author, is_reviewer, may_decide
from kit import audit, clock
from kit.errors import NotAllowed, NotFound


@transaction.atomic
def comment(
    submission: CourseSubmission, *, actor: Any, text: str, page_id: int | None = None, block_id: str = ""
) -> ReviewComment:
    """Say something about the submission, one of its pages or one block. Reviewers and authors may."""
    if not (is_reviewer(actor) or is_author(actor, submission.course)):
        raise NotAllowed
    if not text.strip():
        raise CommentNeedsWords({"text": ["Write something."]})
    if page_id is not None and not FrozenNode.objects.filter(submission=submission, page_id=page_id).exists():
        raise NotFound
    written = ReviewComment.objects.create(
        course=submission.course,
        submission=submission,
        page_id=page_id,
        block_id=block_id if page_id is not None else "",
        author=actor,
        text=text.strip()[:4000],
        written_at=clock.now(),
    )
    audit.record(submission.course, "courses.comment", actor, version=submission.number)
    return written


@transaction.atomic
def resolve_comment(remark: ReviewComment, *, actor: Any) -> None:
    """Mark a remark as dealt with. Authors do it while they mend, reviewers when they agree."""
    if not (is_reviewer(actor) or is_author(actor, remark.course)):
        raise NotAllowed
    changed = ReviewComment.objects.open().filter(pk=remark.pk).update(resolved_by=actor, resolved_at=clock.now())
    if changed:
        audit.record(remark.course, "courses.resolve_comment", actor)


@transaction.atomic
def reopen_comment(remark: ReviewComment, *, actor: Any) -> None:
    """Take a remark up again. Reviewers only."""
    if not is_reviewer(actor):
        raise NotAllowed
    ReviewComment.objects.filter(pk=remark.pk).update(resolved_by=None, resolved_at=None)


@transaction.atomic
def answer_checklist(
    submission: CourseSubmission, item: ChecklistItem, verdict: ChecklistVerdict, *, actor: Any, remark: str = ""
) -> ChecklistAnswer:
    """Note what was found about one item; another answer takes its place while the submission is in review."""
    submission = CourseSubmission.objects.select_for_update(of=("self",)).select_related("course").get(pk=submission.pk)
    if not may_decide(actor, submission.course):
        raise NotAllowed
    if submission.state != SubmissionState.SUBMITTED:
        raise SubmissionDecided(number=submission.number, state=submission.get_state_display().lower())
    answer, _ = ChecklistAnswer.objects.update_or_create(
        submission=submission,
        item=item,
        defaults={
            "question": item.question,
            "verdict": verdict,
            "remark": remark.strip()[:500],
            "answered_by": actor,
            "answered_at": clock.now(),
        },
    )
    return answer
