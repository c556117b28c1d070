"""Who writes quizzes, whose are shared, and who fetches the files that their questions show."""

from typing import Any

from django.db import models
from django.db.models.fields.json import KeyTextTransform

from assessments import policy
from assessments.models import Paper
from content.blocks import references
from courses.access import can_read_lesson
from courses.enums import AuthorState
from courses.models import CourseAuthor, CoursePage, LessonDocument, LessonPage
from courses.policy import rights_of, with_course_prefix
from media import gates


@policy.register_authorship
def authors_write_quizzes(person: Any) -> bool:
    return rights_of(person).index is not None


@policy.register_sharing
def quizzes_of_courses_written_together(person: Any) -> models.Q:
    """Quizzes in any lesson's draft of a course that the person writes together with somebody."""
    rights = rights_of(person)
    accepted = CourseAuthor.objects.filter(state=AuthorState.ACCEPTED)
    together = CoursePage.objects.filter(course__in=accepted.values("course"), path__in=rights.courses)
    if not (paths := list(together.values_list("path", flat=True))):
        return models.Q(pk__in=[])
    lessons = with_course_prefix(LessonPage.objects).filter(course_prefix__in=paths, removed_at=None)
    drafts = lessons.annotate(text=KeyTextTransform("content", "latest_revision__content"))
    asking = drafts.filter(text__contains='"quiz"').values_list("text", flat=True)
    return models.Q(pk__in=references(asking).quizzes)


@gates.register
def those_who_are_asked_fetch(person: Any, medium: Any) -> bool | None:
    """Whether a quiz in a live lesson that the person may read shows the file."""
    papers = list(Paper.objects.filter(media__contains=[medium.public_id]).values_list("pk", flat=True))
    if not papers:
        return None
    lessons = LessonDocument.objects.live().filter(papers__overlap=papers).select_related("lesson__course")
    return any(can_read_lesson(person, document.lesson) for document in lessons)
