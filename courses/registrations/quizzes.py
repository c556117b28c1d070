"""Who writes quizzes, whose are shared, and who fetches the files that their questions show."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.fields.json import KeyTextTransform

from assessments import access, policy
from assessments.models import Attempt, Paper, Quiz
from content.blocks import references
from courses.access import can_read_lesson
from courses.models import COURSE_PATH_LENGTH, CourseAuthor, CoursePage, Lesson, LessonDocument, LessonPage
from courses.operations.authors import WROTE, writers_of
from courses.policy import rights_of, with_course_prefix
from courses.registrations.published_media import courses_brought_to
from media import gates


@policy.register_authorship
def authors_write_quizzes(person: Any) -> bool:
    return rights_of(person).index is not None


@policy.register_sharing
def quizzes_of_courses_written_together(person: Any) -> models.Q:
    """Quizzes in a lesson's draft of a course that the person writes, of somebody who writes it too, or did."""
    rights = rights_of(person)
    together = CoursePage.objects.filter(
        course__in=CourseAuthor.objects.filter(state__in=WROTE).values("course"), path__in=rights.courses
    )
    courses = dict(together.values_list("path", "course_id"))
    if not courses:
        return models.Q(pk__in=[])
    lessons = with_course_prefix(LessonPage.objects).filter(course_prefix__in=list(courses), removed_at=None)
    drafts = lessons.annotate(text=KeyTextTransform("content", "latest_revision__content"))
    asking = drafts.filter(text__contains='"quiz"').values_list("path", "text")
    named = {(courses[path[:COURSE_PATH_LENGTH]], quiz) for path, text in asking for quiz in references([text]).quizzes}
    owners = dict(Quiz.objects.filter(pk__in={quiz for _course, quiz in named}).values_list("pk", "owner_id"))
    writers = {course: writers_of(course) for course in {course for course, _quiz in named}}
    return models.Q(pk__in=[quiz for course, quiz in named if owners.get(quiz) in writers[course]])


@access.register_asking
def live_lessons_ask(quiz: Quiz) -> models.QuerySet[Paper]:
    live = LessonDocument.objects.live().annotate(paper=models.Func(models.F("papers"), function="unnest"))
    return Paper.objects.filter(quiz=quiz, pk__in=live.values("paper"))


@access.register_place
def place_of_lesson(lesson: UUID) -> str:
    slug = Lesson.objects.filter(public_id=lesson).values_list("course__slug", flat=True).first()
    return f"/courses/{slug}/lessons/{lesson}" if slug else ""


@gates.register
def those_who_are_asked_fetch(person: Any, medium: Any) -> bool | None:
    """Whether a quiz shows the file that a lesson asks the person, or an attempt of theirs was asked.

    As in lessons, somebody who writes the course has to have brought it.
    """
    papers = list(Paper.objects.filter(media__contains=[medium.public_id]).values_list("pk", flat=True))
    if not papers:
        return None
    lessons = Lesson.objects.filter(course__in=courses_brought_to(medium)).select_related("course")
    asks = LessonDocument.objects.live().filter(papers__overlap=papers)
    was_asked = Attempt.objects.filter(learner=person.pk, paper__in=papers)
    asked = models.Q(pk__in=asks.values("lesson")) | models.Q(public_id__in=was_asked.values("lesson"))
    return any(can_read_lesson(person, lesson) for lesson in lessons.filter(asked))
