"""Who writes quizzes, banks and assignments, whose are shared, and who fetches the files that they show."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.fields.json import KeyTextTransform

from assessments import access, policy
from assessments.documents.banks import banks_of
from assessments.models import Assignment, Attempt, Brief, HandIn, Paper, QuestionBank, Quiz
from content.blocks import References, references
from courses.access import can_read_lesson
from courses.enums import Availability
from courses.models import COURSE_PATH_LENGTH, CourseAuthor, CoursePage, Enrolment, Lesson, LessonDocument, LessonPage
from courses.operations.authors import WROTE, writers_of
from courses.policy import rights_of, with_course_prefix
from courses.registrations.published_media import courses_brought_to
from media import gates

BLOCKS: dict[type[models.Model], str] = {Quiz: "quiz", QuestionBank: "quiz", Assignment: "assignment"}


@policy.register_authorship
def authors_write_quizzes(person: Any) -> bool:
    return rights_of(person).index is not None


@policy.register_sharing
def those_of_courses_written_together(person: Any, model: type[models.Model]) -> models.Q:
    """What a lesson's draft asks in a course that the person writes, of somebody who writes it too, or did.

    Banks are those from which such quizzes draw.
    """
    rights = rights_of(person)
    together = CoursePage.objects.filter(
        course__in=CourseAuthor.objects.filter(state__in=WROTE).values("course"), path__in=rights.courses
    )
    courses = dict(together.values_list("path", "course_id"))
    if not courses:
        return models.Q(pk__in=[])
    lessons = with_course_prefix(LessonPage.objects).filter(course_prefix__in=list(courses), removed_at=None)
    drafts = lessons.annotate(text=KeyTextTransform("content", "latest_revision__content"))
    asking = drafts.filter(text__contains=f'"{BLOCKS[model]}"').values_list("path", "text")
    named = {
        (courses[path[:COURSE_PATH_LENGTH]], one) for path, text in asking for one in _asked(references([text]), model)
    }
    asked = Assignment if model is Assignment else Quiz
    owners = dict(asked._default_manager.filter(pk__in={one for _course, one in named}).values_list("pk", "owner_id"))
    writers = {course: writers_of(course) for course in {course for course, _one in named}}
    shared = [one for course, one in named if owners.get(one) in writers[course]]
    if model is QuestionBank:
        return models.Q(pk__in=list(banks_of(*Quiz.objects.filter(pk__in=shared))))
    return models.Q(pk__in=shared)


@access.register_asking
def live_lessons_ask(quiz: Quiz) -> models.QuerySet[Paper]:
    live = LessonDocument.objects.live().annotate(paper=models.Func(models.F("papers"), function="unnest"))
    return Paper.objects.filter(quiz=quiz, pk__in=live.values("paper"))


@access.register_place
def place_of_lesson(lesson: UUID) -> str:
    slug = Lesson.objects.filter(public_id=lesson).values_list("course__slug", flat=True).first()
    return f"/courses/{slug}/lessons/{lesson}" if slug else ""


@access.register_seats
def seats_in_course(course: UUID, people: Collection[int]) -> set[int]:
    open_to = [Availability.PUBLISHED, Availability.ARCHIVED]
    seats = Enrolment.objects.open().filter(course__public_id=course, course__availability__in=open_to)
    return set(seats.filter(learner__in=people, learner__is_active=True).values_list("learner_id", flat=True))


@gates.register
def those_who_are_asked_fetch(person: Any, medium: Any) -> bool | None:
    """Whether a quiz or an assignment shows the file that a lesson asks the person, or that they have answered.

    As in lessons, somebody who writes the course has to have brought it.
    """
    papers = list(Paper.objects.filter(media__contains=[medium.public_id]).values_list("pk", flat=True))
    briefs = list(Brief.objects.filter(media__contains=[medium.public_id]).values_list("pk", flat=True))
    if not papers and not briefs:
        return None
    lessons = Lesson.objects.filter(course__in=courses_brought_to(medium)).select_related("course")
    asks = LessonDocument.objects.live().filter(models.Q(papers__overlap=papers) | models.Q(briefs__overlap=briefs))
    was_asked = Attempt.objects.filter(learner=person.pk, paper__in=papers)
    was_done = HandIn.objects.filter(learner=person.pk, brief__in=briefs)
    asked = (
        models.Q(pk__in=asks.values("lesson"))
        | models.Q(public_id__in=was_asked.values("lesson"))
        | models.Q(public_id__in=was_done.values("lesson"))
    )
    return any(can_read_lesson(person, lesson) for lesson in lessons.filter(asked))


def _asked(found: References, model: type[models.Model]) -> set[int]:
    return found.assignments if model is Assignment else found.quizzes
