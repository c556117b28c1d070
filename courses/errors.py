"""What the rules about courses refuse."""

from collections.abc import Sequence
from typing import Any

from kit.errors import Conflict, InvalidInput, NotAllowed


class CoursePagesAreDrafts(Conflict):
    reason = "course_pages_are_drafts"
    message = "Pages of a course are not published one by one: send the whole course for review."


class TooDeep(Conflict):
    reason = "too_deep"
    message = "Chapters may stand {deepest} levels deep at most."


class NotACoursePlace(Conflict):
    reason = "not_a_course_place"
    message = "Chapters and lessons belong in a course or a chapter."


class LessonStaysInItsCourse(Conflict):
    reason = "lesson_stays_in_its_course"
    message = "A lesson stays in its course: learners' progress hangs on it. Copy it instead."


class PageIsRemoved(Conflict):
    reason = "page_is_removed"
    message = "“{title}” was removed from the course. Restore it first."


class PublishedPagesStay(Conflict):
    reason = "published_pages_stay"
    message = "“{title}” was published, so it is hidden rather than deleted: remove it from the course."


class CourseHasAPast(Conflict):
    reason = "course_has_a_past"
    message = "“{title}” was handed in or published before, so it cannot be deleted. Archive it instead."


class CoursePagesHaveNoAlias(Conflict):
    reason = "course_pages_have_no_alias"
    message = "Pages of a course have no aliases. Make a copy."


class BadContent(InvalidInput):
    reason = "bad_content"


class CourseNotReady(Conflict):
    """The course as drafted may not be handed in. `problems` says what is missing on which page."""

    reason = "course_not_ready"
    message = "The course is not ready to be sent for review."

    def __init__(self, *, problems: Sequence[Any]) -> None:
        self.problems = problems
        super().__init__()


class CourseInReview(Conflict):
    reason = "course_in_review"
    message = "“{title}” is in review already. Withdraw that version first."


class CourseIsArchived(Conflict):
    reason = "course_archived"
    message = "“{title}” is archived. It must be restored first."


class SubmissionDecided(Conflict):
    reason = "submission_decided"
    message = "Version {number} is not in review any more: {state}."


class VersionNotApproved(Conflict):
    reason = "version_not_approved"
    message = "Version {number} was never approved, so it cannot be published."


class CourseNotPublished(Conflict):
    reason = "course_not_published"
    message = "“{title}” is not published."


class ChecklistUnfinished(Conflict):
    reason = "checklist_unfinished"
    message = "{count} required points of the checklist are still open or not met."


class NotYourOwnCourse(NotAllowed):
    reason = "author_may_not_decide"
    message = "You may not decide about a course that you wrote or sent in yourself."


class DecisionNeedsWords(InvalidInput):
    reason = "decision_needs_words"
    message = "Say what should be different."


class CommentNeedsWords(InvalidInput):
    reason = "comment_needs_words"
    message = "Write something first."


class CourseNotOpen(Conflict):
    reason = "course_not_open"
    message = "“{title}” takes nobody new just now."


class CoursePaused(Conflict):
    reason = "course_paused"
    message = "“{title}” takes nobody new while its producer is on a pause."


class AlreadyLearning(Conflict):
    reason = "already_learning"
    message = "You are in “{title}” already."


class CourseFull(Conflict):
    reason = "course_full"
    message = "“{title}” has no seats left."


class NoCohortToJoin(Conflict):
    reason = "no_cohort_to_join"
    message = "“{title}” is joined in cohorts, and all of them are full or closed just now."


class CohortNotChosen(Conflict):
    reason = "cohort_not_chosen"
    message = "“{title}” is joined in cohorts: choose one."


class CohortClosed(Conflict):
    reason = "cohort_closed"
    message = "“{name}” takes nobody any more."


class CohortFull(Conflict):
    reason = "cohort_full"
    message = "“{name}” has no seats left."


class LearnsWithoutCohort(Conflict):
    reason = "learns_without_cohort"
    message = "You joined “{title}” without a cohort: its lessons do not wait for one."


class CohortHasStarted(Conflict):
    reason = "cohort_has_started"
    message = "“{name}” has started."


class CourseHasAPrice(Conflict):
    reason = "course_has_a_price"
    message = "“{title}” is not free: it has to be bought."


class PrerequisitesMissing(Conflict):
    """Raised with `missing`, the courses to finish first, each with its `slug` and `title`."""

    reason = "prerequisites_missing"
    message = "Before “{title}” you have to finish {titles}."

    @property
    def told(self) -> dict[str, object]:
        return {"missing": self.context["missing"]}


class OwnCourse(Conflict):
    reason = "own_course"
    message = "You teach “{title}” yourself."


class SeatWasNotFree(Conflict):
    reason = "seat_was_not_free"
    message = "“{title}” was not joined for free, so it cannot simply be left: ask for a refund."


class NotEnrolled(Conflict):
    reason = "not_enrolled"
    message = "Only learners of “{title}” may do that."


class PublishingMomentUnclear(InvalidInput):
    reason = "publishing_moment_unclear"
    message = "Choose a moment to come, or leave it empty."


class InvitationAnswered(Conflict):
    reason = "invitation_answered"
    message = "This invitation was answered, taken back, or is too old."


class ProducersOnly(Conflict):
    reason = "producers_only"
    message = "Only producers write courses. Ask for the role first, then accept."


class AuthorAlready(Conflict):
    reason = "author_already"
    message = "This person writes the course already."


class NotALearnerHere(Conflict):
    reason = "not_a_learner_here"
    message = "Only learners of “{title}” can review it."


class EnrolmentNeeded(NotAllowed):
    reason = "enrolment_needed"
    message = "This lesson is for those who have joined the course."


class LessonNotOpenYet(NotAllowed):
    """Raised with the fields of `courses.access.Opening`, of which a client is told those that say something."""

    reason = "lesson_not_open_yet"
    message = "This lesson opens later."

    @property
    def told(self) -> dict[str, object]:
        return {name: value for name, value in self.context.items() if value}


class TooManyLoops(Conflict):
    reason = "too_many_loops"
    message = "You keep {most} loops in this lesson already. Forget one first."


class TooManyNotes(Conflict):
    reason = "too_many_notes"
    message = "You keep {most} notes in this lesson already. Forget one first."


class SplitDecided(Conflict):
    reason = "split_decided"
    message = "These shares were decided about already."


class NoSeatToHandIn(NotAllowed):
    reason = "no_seat_to_hand_in"
    message = "Join the course to hand your work in."
