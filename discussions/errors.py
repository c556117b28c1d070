from kit.errors import Conflict


class DiscussionClosed(Conflict):
    reason = "discussion_closed"
    message = "Nothing can be written here just now: the course or the lesson is not public."


class QuestionClosed(Conflict):
    reason = "question_closed"
    message = "This question is closed. Ask another one if something is still open."


class OwnWords(Conflict):
    reason = "own_words"
    message = "You wrote this yourself, so it is for others to find it helpful."


class AnswerGone(Conflict):
    """It was taken back or hidden meanwhile."""

    reason = "answer_gone"
    message = "This answer is not there any more."
