"""What a course gives a certificate for, and what a learner still lacks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assessments.enums import HandInState
from assessments.models import Attempt, Brief, HandIn, Paper
from courses.documents.courses import certificate_of
from courses.documents.learning import lessons_in_hand
from courses.enums import NodeKind
from courses.models import Course, CourseDocument, Enrolment, FrozenNode, LessonDocument


@dataclass(frozen=True, slots=True)
class Offer:
    """The certificate that a course gives now, by the design that was approved with it."""

    document: CourseDocument
    design: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Missing:
    """A lesson to complete, a quiz to pass or work to have accepted; `lesson` is where."""

    kind: str
    lesson: UUID
    title: str


def offer_of(course: Course) -> Offer | None:
    """None where the course gives no certificate, or is not public."""
    document = CourseDocument.objects.live().filter(course=course).order_by("pk").first()
    if document is None:
        return None
    pages = FrozenNode.objects.filter(submission=document.submission_id, kind=NodeKind.COURSE)
    for content in pages.order_by("position").values_list("content__content", flat=True):
        if str(content.get("language") or "en") == document.language:
            design = certificate_of(content)
            return Offer(document, design) if design else None
    return None


def missing_for(enrolment: Enrolment, offer: Offer) -> list[Missing]:
    """What the learner still lacks, in the order of the lessons; optional ones ask for nothing but “every quiz”.

    Whoever finished the course once has finished it, whatever it asked for later: only where every quiz has to be
    passed are those that nobody had to pass asked for too.
    """
    if enrolment.completed_at:
        return list(_quizzes_left(enrolment, offer)) if offer.design["every_quiz"] else []
    return [*_lessons_left(enrolment), *_quizzes_left(enrolment, offer), *_work_left(enrolment, offer)]


def _lessons_left(enrolment: Enrolment) -> list[Missing]:
    lessons = lessons_in_hand(enrolment.learner, enrolment.course.slug)
    return [
        Missing("lesson", each.lesson, each.title) for each in lessons if not (each.is_completed or each.is_optional)
    ]


def _work_left(enrolment: Enrolment, offer: Offer) -> Iterator[Missing]:
    documents = LessonDocument.objects.live().filter(course=enrolment.course, language=offer.document.language)
    needed = documents.exclude(required_assignments=[]).filter(is_optional=False)
    asking = list(needed.select_related("lesson").order_by("position"))
    briefs = Brief.objects.in_bulk({brief for document in asking for brief in document.briefs})
    accepted = set(
        HandIn.objects.filter(learner=enrolment.learner_id, state=HandInState.ACCEPTED).values_list(
            "assignment", flat=True
        )
    )
    for document in asking:
        for brief in (briefs[pk] for pk in document.briefs):
            if brief.assignment_id in document.required_assignments and brief.assignment_id not in accepted:
                yield Missing("assignment", document.lesson.public_id, brief.title)


def _quizzes_left(enrolment: Enrolment, offer: Offer) -> Iterator[Missing]:
    documents = LessonDocument.objects.live().filter(course=enrolment.course, language=offer.document.language)
    asking = list(documents.exclude(papers=[]).select_related("lesson").order_by("position"))
    papers = Paper.objects.in_bulk({paper for document in asking for paper in document.papers})
    passed = set(
        Attempt.objects.filter(
            learner=enrolment.learner_id, quiz__in={paper.quiz_id for paper in papers.values()}, is_passed=True
        ).values_list("quiz", flat=True)
    )
    told: set[int] = set()
    for document in asking:
        for paper in (papers[pk] for pk in document.papers):
            is_needed = paper.quiz_id in document.required_quizzes and not document.is_optional
            is_asked = offer.design["every_quiz"] or is_needed
            if is_asked and paper.quiz_id not in passed | told:
                told.add(paper.quiz_id)
                yield Missing("quiz", document.lesson.public_id, paper.title)
