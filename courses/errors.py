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
