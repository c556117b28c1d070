"""Courses and who learns them. Import models from here."""

from courses.enums import OPEN_STATES
from courses.models.cohorts import Cohort, ToldStart
from courses.models.course import Course, CourseAuthor, Lesson
from courses.models.course_reviews import CourseReview, CourseReviewVersion
from courses.models.documents import CourseDocument, CourseFigures, LessonDocument
from courses.models.enrolment import Enrolment, SeatHold
from courses.models.imported import CourseImport, ImportedPage, ImportedProblem, ImportedQuiz, ImportSource
from courses.models.invitations import CourseInvitation
from courses.models.loops import KeptLoop
from courses.models.notes import KeptNote
from courses.models.pages import ChapterPage, CoursePage, CourseTag, LessonPage
from courses.models.progress import LessonProgress
from courses.models.publication import CoursePublication
from courses.models.review import ChecklistAnswer, ChecklistItem, CourseReviewTask, ReviewComment
from courses.models.rights import RightsPart, RightsSplit
from courses.models.submissions import CourseSubmission, FrozenContent, FrozenNode
from courses.models.told_openings import ToldOpening
from courses.models.tree import COURSE_DEPTH, COURSE_PATH_LENGTH, DEEPEST_CHAPTER, CourseIndexPage, CourseTreePage

__all__ = [
    "COURSE_DEPTH",
    "COURSE_PATH_LENGTH",
    "DEEPEST_CHAPTER",
    "OPEN_STATES",
    "ChapterPage",
    "ChecklistAnswer",
    "ChecklistItem",
    "Cohort",
    "Course",
    "CourseAuthor",
    "CourseDocument",
    "CourseFigures",
    "CourseImport",
    "CourseIndexPage",
    "CourseInvitation",
    "CoursePage",
    "CoursePublication",
    "CourseReview",
    "CourseReviewTask",
    "CourseReviewVersion",
    "CourseSubmission",
    "CourseTag",
    "CourseTreePage",
    "Enrolment",
    "FrozenContent",
    "FrozenNode",
    "ImportSource",
    "ImportedPage",
    "ImportedProblem",
    "ImportedQuiz",
    "KeptLoop",
    "KeptNote",
    "Lesson",
    "LessonDocument",
    "LessonPage",
    "LessonProgress",
    "ReviewComment",
    "RightsPart",
    "RightsSplit",
    "SeatHold",
    "ToldOpening",
    "ToldStart",
]
