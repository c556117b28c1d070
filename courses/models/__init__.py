"""Courses and who learns them. Import models from here."""

from courses.models.course import Course, CourseAuthor, Lesson
from courses.models.documents import CourseDocument, CourseFigures, LessonDocument
from courses.models.enrolment import OPEN_STATES, Enrolment
from courses.models.imported import ImportedProblem
from courses.models.pages import (
    DEEPEST_CHAPTER,
    ChapterPage,
    CourseIndexPage,
    CoursePage,
    CourseTag,
    CourseTreePage,
    LessonPage,
)
from courses.models.submissions import CourseSubmission, FrozenContent, FrozenNode

__all__ = [
    "DEEPEST_CHAPTER",
    "OPEN_STATES",
    "ChapterPage",
    "Course",
    "CourseAuthor",
    "CourseDocument",
    "CourseFigures",
    "CourseIndexPage",
    "CoursePage",
    "CourseSubmission",
    "CourseTag",
    "CourseTreePage",
    "Enrolment",
    "FrozenContent",
    "FrozenNode",
    "ImportedProblem",
    "Lesson",
    "LessonDocument",
    "LessonPage",
]
