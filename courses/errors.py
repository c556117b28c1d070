"""What the rules about courses refuse."""

from kit.errors import Conflict, InvalidInput


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


class LearnersHoldIt(Conflict):
    reason = "learners_hold_it"
    message = "Learners’ records point to what stands here, so it cannot be deleted. Archive the course instead."


class BadContent(InvalidInput):
    reason = "bad_content"
