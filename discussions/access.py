"""Who takes part in the discussion of a course, who may write in it, and who may be named (docs/adr/0056)."""

from typing import Any

from django.db.models import BigIntegerField, BooleanField, DateTimeField, Exists, F, Func, OuterRef, Q, QuerySet, Value

from accounts.models import User
from courses.access import can_edit_course, can_read_lesson, is_learning
from courses.enums import OPEN_STATES, AuthorState, Availability
from courses.models import Course, CourseAuthor, Enrolment, Lesson, LessonDocument
from discussions.models import Answer, Question
from kit import clock


def takes_part(person: Any, course: Course) -> bool:
    """Learners with an open seat, and the authors."""
    return can_edit_course(person, course) or is_learning(person, course)


def can_read_discussion(person: Any, lesson: Lesson) -> bool:
    """Who takes part and may read the lesson; administrators always. `Question.objects.readable_by` is the set twin."""
    if not (person.is_authenticated and person.is_active):
        return False
    return person.is_superuser or (takes_part(person, lesson.course) and can_read_lesson(person, lesson))


def is_open(lesson: Lesson) -> bool:
    """Whether anything may be written in this lesson: not in withdrawn courses, nor in lessons that went."""
    if lesson.course.availability not in {Availability.PUBLISHED, Availability.ARCHIVED}:
        return False
    return bool(lesson.documents.filter(is_live=True).exists())


def can_write(person: Any, lesson: Lesson) -> bool:
    """Whether the person may write in the lesson's discussion, while it is open."""
    return can_read_discussion(person, lesson) and takes_part(person, lesson.course)


def teachers_of(course: Course) -> frozenset[int]:
    """The keys of those who write the course."""
    authors = CourseAuthor.objects.filter(course=course, state=AuthorState.ACCEPTED)
    return frozenset({course.owner_id, *authors.values_list("person", flat=True)})


def taking_part(course: Course) -> QuerySet[User]:
    """Everybody who takes part, suspended people apart."""
    seats = Enrolment.objects.filter(course=course, state__in=OPEN_STATES)
    return User.objects.filter(Q(pk__in=teachers_of(course)) | Q(pk__in=seats.values("learner")), is_active=True)


def readers_of(lesson: Lesson) -> QuerySet[User]:
    """Those who take part and to whom the lesson is open by now."""
    values = (Value(lesson.pk, BigIntegerField()), F("pk"), Value(clock.now(), DateTimeField()))
    is_open_to_them = Func(*values, function="courses_is_open", output_field=BooleanField())
    return taking_part(lesson.course).filter(Q(pk__in=teachers_of(lesson.course)) | Q(is_open_to_them))


def people_to_mention(person: Any, course: Course) -> QuerySet[User]:
    """Teachers, and those who have written in the course's discussion: who only learns is not shown to others."""
    asked = Question.objects.asked().filter(lesson__course=course)
    answered = Answer.objects.shown().filter(question__lesson__course=course, question__hidden_at=None)
    known = Q(pk__in=teachers_of(course)) | Q(pk__in=asked.values("asker")) | Q(pk__in=answered.values("author"))
    return taking_part(course).filter(known).exclude(pk=person.pk)


def desk_of(person: Any) -> QuerySet[Question]:
    """The questions that wait at this person's desk: of courses that they write; administrators see all."""
    if not (person.is_authenticated and person.is_active):
        return Question.objects.none()
    if person.is_superuser:
        return Question.objects.shown()
    return Question.objects.shown().filter(lesson__course__in=Course.objects.editable_by(person).values("pk"))


def waiting_for(person: Any) -> QuerySet[Question]:
    """Questions of courses that the person writes that nobody has answered yet; one's own wait for others.

    Where nothing can be written any more nothing waits, and administrators answer for nobody.
    """
    courses = Course.objects.editable_by(person).filter(
        availability__in=[Availability.PUBLISHED, Availability.ARCHIVED]
    )
    live = LessonDocument.objects.live().filter(lesson=OuterRef("lesson"))
    asked = Question.objects.shown().filter(Exists(live), lesson__course__in=courses.values("pk"))
    return asked.filter(answer_count=0, closed_at=None, deleted_at=None).exclude(asker=person.pk)
