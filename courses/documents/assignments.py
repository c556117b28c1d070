"""The assignments of lessons as learners are asked them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from assessments.models import Brief, HandIn
from courses.access import open_courses
from courses.errors import NoSeatToHandIn
from courses.models import Enrolment, Lesson, LessonDocument
from kit.errors import NotFound


@dataclass(frozen=True, slots=True)
class LessonAssignment:
    """An assignment in a lesson: its brief, the lesson's document, and whether it has to be accepted.

    One that the live lesson asks no longer is told to those who worked on it, by the brief that they answered.
    """

    document: LessonDocument
    brief: Brief
    is_required: bool
    is_asked: bool = True


def assignment_in(lesson: Lesson, assignment: UUID, *, language: str = "") -> LessonAssignment:
    """The assignment as the live lesson asks it. Raises NotFound where it does not, or no longer."""
    documents = LessonDocument.objects.live().filter(lesson=lesson).order_by("pk")
    for document in sorted(documents, key=lambda one: one.language != language):
        briefs = Brief.objects.filter(pk__in=document.briefs, assignment__public_id=assignment)
        if (brief := briefs.select_related("assignment").first()) is not None:
            return LessonAssignment(document, brief, brief.assignment_id in document.required_assignments)
    raise NotFound


def assignment_worked_on(learner: User, lesson: UUID, assignment: UUID) -> LessonAssignment:
    """What the lesson asked of the learner before it left it out, or left the course itself.

    Raises NotFound for who never began it there, and where their seat or the course is closed to them.
    """
    mine = HandIn.objects.filter(learner=learner, lesson=lesson, assignment__public_id=assignment)
    last = mine.select_related("brief__assignment").order_by("-number").first()
    if last is None:
        raise NotFound
    found = next((one for one, _joined in _worked_on(learner, [last])), None)
    if found is None:
        raise NotFound
    return found


def joined_at(learner: User, lesson: Lesson) -> datetime | None:
    """From when days count in the seat that is open to the learner now; None for whoever has none."""
    seat = Enrolment.objects.open().select_related("cohort").filter(learner=learner, course=lesson.course_id).first()
    return seat.begins_at if seat is not None else None


def home_of_work(learner: User, lesson: Lesson, assignment: int) -> Lesson:
    """The lesson to whose course the learner's work belongs: where they began it, as long as they have a seat there.

    An assignment may be asked in several courses, and its rounds are one row of work.
    """
    mine = HandIn.objects.filter(learner=learner, assignment=assignment).order_by("-number")
    began = mine.values_list("lesson", flat=True).first()
    if began is None or began == lesson.public_id:
        return lesson
    seats = Enrolment.objects.open().filter(learner=learner)
    home = Lesson.objects.select_related("course").filter(public_id=began, course__in=seats.values("course"))
    return home.first() or lesson


def refuse_without_seat(learner: User, lesson: Lesson) -> None:
    """Raise NoSeatToHandIn for who may read the lesson but is in no seat: nobody would look at their work."""
    if joined_at(learner, lesson) is None:
        raise NoSeatToHandIn


def assignments_of(learner: User) -> list[tuple[LessonAssignment, datetime]]:
    """What lessons ask, and asked, of the learner where they have a seat; with from when days count there.

    What several lessons ask is told once: of the lesson where it was begun, or of the first.
    """
    joined = open_courses(learner)
    documents = LessonDocument.objects.live().filter(course__in=joined).exclude(briefs=[])
    documents = documents.filter(lesson__in=Lesson.objects.readable_by(learner))
    asking = list(documents.select_related("lesson__course").order_by("course_id", "position", "pk"))
    briefs = Brief.objects.select_related("assignment").in_bulk({key for each in asking for key in each.briefs})
    # In their order, so that the last round of an assignment is the one that is told.
    mine = HandIn.objects.filter(learner=learner).order_by("number")
    last = {one.assignment_id: one for one in mine.select_related("brief__assignment")}
    asked_in = {
        (briefs[key].assignment_id, each.lesson.public_id) for each in asking for key in each.briefs if key in briefs
    }
    homes = {name: one.lesson for name, one in last.items() if (name, one.lesson) in asked_in}
    seen: set[int] = set()
    found = []
    for document in asking:
        for brief in (briefs[key] for key in document.briefs if key in briefs):
            is_home = homes.get(brief.assignment_id, document.lesson.public_id) == document.lesson.public_id
            if is_home and brief.assignment_id not in seen:
                seen.add(brief.assignment_id)
                asked = LessonAssignment(document, brief, brief.assignment_id in document.required_assignments)
                found.append((asked, joined[document.course_id]))
    return found + _worked_on(learner, [one for name, one in last.items() if name not in seen])


def _worked_on(learner: User, rounds: Collection[HandIn]) -> list[tuple[LessonAssignment, datetime]]:
    """The assignments of these rounds, each in its lesson; a lesson that is no longer published has no title."""
    if not rounds:
        return []
    joined = open_courses(learner)
    names = {one.lesson for one in rounds}
    lessons = {
        each.public_id: each
        for each in Lesson.objects.filter(public_id__in=names, course__in=joined).select_related("course")
    }
    live = LessonDocument.objects.live().filter(lesson__in=lessons.values()).order_by("-pk")
    documents = {each.lesson_id: each for each in live}
    found = []
    for one in rounds:
        if (lesson := lessons.get(one.lesson)) is not None:
            document = documents.get(lesson.pk) or LessonDocument(lesson=lesson)
            document.lesson = lesson
            asked = LessonAssignment(document, one.brief, is_required=False, is_asked=False)
            found.append((asked, joined[lesson.course_id]))
    return found
