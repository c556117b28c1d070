"""All notes of one person, whatever became of the lessons they stand in. Nobody else's are ever asked for."""

from typing import Any

from django.db.models import Count, Exists, F, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from courses.documents.search import words_of
from courses.models import Course, CourseDocument, KeptNote, Lesson, LessonDocument

LONGEST_QUERY = 200
# What NFKD takes off letters; as `words_of` folds them.
_FOLDED = "replace(regexp_replace(lower(normalize(%(expressions)s, NFKD)), '[\u0300-\u036f]', '', 'g'), 'ß', 'ss')"


class _Folded(Func):
    """A text as its words are looked for: lower case, without accents."""

    template = _FOLDED
    output_field = TextField()


def notes_of(person: Any, *, query: str = "", course: str = "") -> QuerySet[KeptNote]:
    """The person's notes with every word of `query` in them, or a part of a word, in the course with this slug.

    Each knows `lesson_title`, its place `lesson_position` and whether the lesson `is_open` to the person.
    """
    published = LessonDocument.objects.filter(lesson=OuterRef("lesson")).order_by("-is_live", "pk")
    found = (
        KeptNote.objects.filter(person=person)
        .select_related("lesson__course")
        .annotate(
            course_title=_public_title(OuterRef("lesson__course"), F("lesson__course__title")),
            lesson_title=Subquery(published.values("title")[:1]),
            lesson_position=Subquery(published.values("position")[:1]),
            is_open=Exists(Lesson.objects.readable_by(person).filter(pk=OuterRef("lesson"))),
        )
    )
    if course:
        found = found.filter(lesson__course__slug=course)
    words = words_of(query)
    if words:
        found = found.annotate(folded=_Folded(F("text")))
    elif query.strip():
        found = found.filter(text__contains=query.strip())
    for word in words:
        found = found.filter(folded__contains=Value(word))
    return found


def _public_title(course: OuterRef, title: F) -> Coalesce:
    """What learners know a course by: the draft's title may have left it behind."""
    published = CourseDocument.objects.filter(course=course).order_by("-is_live", "pk")
    return Coalesce(Subquery(published.values("title")[:1]), title)


def courses_with_notes(person: Any) -> QuerySet[Course, Any]:
    """The courses in which the person keeps notes, and how many in each, by title."""
    mine = KeptNote.objects.filter(person=person, lesson__course=OuterRef("pk")).order_by()
    counted = mine.values("lesson__course").annotate(number=Count("pk")).values("number")
    return (
        Course.objects.filter(Exists(mine))
        .annotate(number=Subquery(counted))
        .annotate(shown_title=_public_title(OuterRef("pk"), F("title")))
        .order_by("shown_title", "pk")
        .values("slug", "shown_title", "number")
    )
