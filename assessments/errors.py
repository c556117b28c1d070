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
