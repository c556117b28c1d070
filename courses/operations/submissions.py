"""Handing a course in and deciding about it, as a whole (DESIGN 3).

Every operation locks the course first and the submission after it, so that two of them never wait for each other.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from courses.documents.frozen import frozen_pages
from courses.enums import Availability, PublicationReason, SubmissionState
from courses.errors import (
    ChecklistUnfinished,
    CourseInReview,
    CourseIsArchived,
    CourseNotReady,
    DecisionNeedsWords,
    NotYourOwnCourse,
    SubmissionDecided,
    VersionNotApproved,
)
from courses.models import ChecklistItem, Course, CoursePage, CoursePublication, CourseSubmission
from courses.operations import review_notices, review_workflow
from courses.operations.freezing import freeze_course
from courses.operations.publication import request_publication
from courses.operations.readiness import problems_of
from courses.operations.reviewers import is_author, is_reviewer
from kit import audit, clock
from kit.errors import NotAllowed
from kit.failpoints import failpoint

# Who may move a submission where: nothing leads out of a decision, a course is handed in again instead.
MOVES: dict[SubmissionState, frozenset[SubmissionState]] = {
    SubmissionState.SUBMITTED: frozenset(
        {
            SubmissionState.APPROVED,
            SubmissionState.CHANGES_ASKED,
            SubmissionState.REJECTED,
            SubmissionState.WITHDRAWN,
        }
    ),
    SubmissionState.APPROVED: frozenset(),
    SubmissionState.CHANGES_ASKED: frozenset(),
    SubmissionState.REJECTED: frozenset(),
    SubmissionState.WITHDRAWN: frozenset(),
}


@transaction.atomic
def submit_course(course: Course, *, actor: Any, note: str = "") -> CourseSubmission:
    """Hand the whole course in, as its drafts are now. Handing it in again after changes were asked for is the same.

    The copy is made first and looked at afterwards, so that what was found in order is what was copied.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not (is_author(actor, course) or actor.is_administrator):
        raise NotAllowed
    if course.availability == Availability.ARCHIVED:
        raise CourseIsArchived(title=course.title)
    if course.submissions.in_review().exists():
        raise CourseInReview(title=course.title)
    page = CoursePage.objects.filter(course=course, removed_at=None).order_by("path").first()
    if page is None:
        raise CourseNotReady(problems=[])
    failpoint("submit_course.locked")
    number = (course.submissions.aggregate(last=Max("number"))["last"] or 0) + 1
    submission = CourseSubmission.objects.create(
        course=course, number=number, note=note.strip(), submitted_by=actor, submitted_at=clock.now()
    )
    freeze_course(submission)
    failpoint("submit_course.frozen")
    if problems := problems_of(frozen_pages(submission)):
        raise CourseNotReady(problems=problems)
    submission.workflow_state = review_workflow.begin(page, actor=actor)
    submission.save(update_fields=["workflow_state"])
    audit.record(course, "courses.submit", actor, version=number)
    review_notices.submitted(submission)
    return submission


@transaction.atomic
def approve(
    submission: CourseSubmission, *, actor: Any, publish_at: datetime | None = None, comment: str = ""
) -> CoursePublication:
    """Let the submission become what the public reads, at once or not before `publish_at`. A job does the work."""
    submission = _take_for_decision(submission, SubmissionState.APPROVED, actor)
    _refuse_while_checklist_is_open(submission)
    submission.publish_at = publish_at
    _decide(submission, SubmissionState.APPROVED, actor, comment)
    review_workflow.approve(submission, actor=actor, comment=comment)
    run = request_publication(submission, reason=PublicationReason.APPROVAL, actor=actor, not_before=publish_at)
    audit.record(submission.course, "courses.approve", actor, version=submission.number)
    review_notices.approved(submission)
    return run


@transaction.atomic
def ask_for_changes(submission: CourseSubmission, *, actor: Any, comment: str) -> None:
    """Give the submission back to its authors with what should be different."""
    _refuse_without_words(comment)
    submission = _take_for_decision(submission, SubmissionState.CHANGES_ASKED, actor)
    _decide(submission, SubmissionState.CHANGES_ASKED, actor, comment)
    review_workflow.ask_for_changes(submission, actor=actor, comment=comment)
    audit.record(submission.course, "courses.ask_for_changes", actor, version=submission.number, comment=comment)
    review_notices.changes_asked(submission)


@transaction.atomic
def reject(submission: CourseSubmission, *, actor: Any, reason: str) -> None:
    """Refuse the submission. What is live stays live; the authors may hand in another version."""
    _refuse_without_words(reason)
    submission = _take_for_decision(submission, SubmissionState.REJECTED, actor)
    _decide(submission, SubmissionState.REJECTED, actor, reason)
    review_workflow.cancel(submission, actor=actor)
    audit.record(submission.course, "courses.reject", actor, version=submission.number, comment=reason)
    review_notices.rejected(submission)


@transaction.atomic
def withdraw(submission: CourseSubmission, *, actor: Any) -> None:
    """Take the submission back before it is decided."""
    submission = _take(submission, SubmissionState.WITHDRAWN)
    if not (is_author(actor, submission.course) or actor.is_administrator):
        raise NotAllowed
    failpoint("withdraw.taken")
    _decide(submission, SubmissionState.WITHDRAWN, actor, "")
    review_workflow.cancel(submission, actor=actor)
    audit.record(submission.course, "courses.withdraw_submission", actor, version=submission.number)
    review_notices.withdrawn(submission)


@transaction.atomic
def roll_back(course: Course, to_submission: CourseSubmission, *, actor: Any) -> CoursePublication:
    """Publish an earlier approved version again. Drafts and price stay as they are."""
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if not (is_author(actor, course) or actor.is_administrator):
        raise NotAllowed
    submission = course.submissions.approved().filter(pk=to_submission.pk).first()
    if submission is None:
        raise VersionNotApproved(number=to_submission.number)
    if course.availability == Availability.ARCHIVED:
        raise CourseIsArchived(title=course.title)
    if course.availability == Availability.WITHDRAWN and not actor.is_administrator:
        raise NotAllowed
    run = request_publication(submission, reason=PublicationReason.ROLL_BACK, actor=actor)
    audit.record(course, "courses.roll_back", actor, version=submission.number)
    review_notices.rolled_back(submission, actor=actor)
    return run


def close_cancelled_submission(workflow_state: Any, *, actor: Any) -> None:
    """Follow a workflow that was cancelled through a door of Wagtail's: its submission counts as withdrawn."""
    found = CourseSubmission.objects.in_review().filter(workflow_state=workflow_state).first()
    if found is None:
        return
    with transaction.atomic():
        submission = _take(found, SubmissionState.WITHDRAWN)
        _decide(submission, SubmissionState.WITHDRAWN, actor, "")
        audit.record(submission.course, "courses.withdraw_submission", actor, version=submission.number)
        review_notices.withdrawn(submission)


def _take(submission: CourseSubmission, state: SubmissionState) -> CourseSubmission:
    """The submission with its course, both locked, if it may move to `state`."""
    course = Course.objects.select_for_update(no_key=True).get(pk=submission.course_id)
    submission = CourseSubmission.objects.select_for_update().get(pk=submission.pk)
    submission.course = course
    if state not in MOVES[SubmissionState(submission.state)]:
        raise SubmissionDecided(number=submission.number, state=submission.get_state_display().lower())
    return submission


def _take_for_decision(submission: CourseSubmission, state: SubmissionState, actor: Any) -> CourseSubmission:
    if not is_reviewer(actor):
        raise NotAllowed
    submission = _take(submission, state)
    if is_author(actor, submission.course) or actor.pk == submission.submitted_by_id:
        raise NotYourOwnCourse
    failpoint("decide.taken")
    return submission


def _decide(submission: CourseSubmission, state: SubmissionState, actor: Any, comment: str) -> None:
    submission.state = state
    submission.decided_by = actor
    submission.decided_at = clock.now()
    submission.decision_comment = comment.strip()
    submission.save(update_fields=["state", "decided_by", "decided_at", "decision_comment", "publish_at"])


def _refuse_while_checklist_is_open(submission: CourseSubmission) -> None:
    open_items = ChecklistItem.objects.unanswered_in(submission)
    if open_items:
        raise ChecklistUnfinished(count=len(open_items))


def _refuse_without_words(words: str) -> None:
    if not words.strip():
        raise DecisionNeedsWords({"comment": ["Say why."]})
