from kit.errors import Conflict, RateLimited


class NoAttemptsLeft(Conflict):
    reason = "no_attempts_left"
    message = "You have used all of your {allowed} attempts."


class WaitBeforeNextAttempt(RateLimited):
    """The next attempt may begin in `retry_after` seconds."""

    reason = "wait_before_next_attempt"
    message = "Take a break: the next attempt can begin in {retry_after} seconds."


class AttemptIsOver(Conflict):
    reason = "attempt_is_over"
    message = "This attempt is over. What you had answered by then was handed in."


class QuizHasNothingToAsk(Conflict):
    reason = "quiz_has_nothing_to_ask"
    message = "This quiz has no questions yet."


class NothingIsAsked(Conflict):
    reason = "nothing_is_asked"
    message = "No course asks this quiz just now."


class QuizWasApprovedAnew(Conflict):
    reason = "quiz_was_approved_anew"
    message = "The quiz was approved anew meanwhile. Look once more at what would change."


class QuizIsBeingMarkedAnew(Conflict):
    reason = "quiz_is_being_marked_anew"
    message = "Attempts at this quiz are being marked anew already."


class QuizWasHandedIn(Conflict):
    reason = "quiz_was_handed_in"
    message = (
        "“{title}” was handed in with a course, and stays for the answers that are bound to it. Take it out of lessons."
    )


class BankIsDrawnFrom(Conflict):
    reason = "bank_is_drawn_from"
    message = "“{title}” stays while quizzes draw from it: {quizzes}. Take it out of them first."


class AssignmentWasHandedIn(Conflict):
    reason = "assignment_was_handed_in"
    message = (
        "“{title}” was handed in with a course, and stays for the work that is bound to it. Take it out of lessons."
    )


class HandInWaits(Conflict):
    reason = "hand_in_waits"
    message = "What you handed in is still being looked at. Wait until it comes back."


class AssignmentIsDone(Conflict):
    reason = "assignment_is_done"
    message = "Your work was accepted. There is nothing more to hand in."


class DraftChangedElsewhere(Conflict):
    reason = "draft_changed_elsewhere"
    message = "Your draft has changed in another window. Reload the page to see it."


class NothingToHandIn(Conflict):
    reason = "nothing_to_hand_in"
    message = "There is nothing to hand in yet."


class HandInIsLate(Conflict):
    reason = "hand_in_is_late"
    message = "The time for this assignment is over. Nothing is taken any more."


class MarkedMeanwhile(Conflict):
    reason = "marked_meanwhile"
    message = "Somebody has given this back meanwhile. Nothing of yours was kept."


class NoRoundsLeft(Conflict):
    reason = "no_rounds_left"
    message = "There are no further rounds: this assignment can only be accepted."


class KindNotTaken(Conflict):
    reason = "kind_not_taken"
    message = "This assignment does not take files of that kind."


class TooManyFiles(Conflict):
    reason = "too_many_files"
    message = "This assignment takes {most} files at the most. Take one out first."


class PeerReviewWaits(Conflict):
    reason = "peer_review_waits"
    message = "Give the review that waits for you first."


class NothingToReview(Conflict):
    reason = "nothing_to_review"
    message = "There is no work to review just now."


class PeerReviewLapsed(Conflict):
    reason = "peer_review_lapsed"
    message = "The time for this review is over. You can ask for another one."


class NoMarksByPeers(Conflict):
    reason = "no_marks_by_peers"
    message = "There are no marks of fellow learners that could count."
