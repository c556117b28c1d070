"""All documents of one submission: which there should be, what each is made from, and the rows that hold them."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, field
from functools import partial
from typing import Any

import orjson

from assessments.documents import brief_cards, cards, draft_brief_cards, draft_cards
from content.blocks import PublishingContext, References, publishing_context, references, represent
from content.blocks.published import fields_of
from courses.documents.courses import render_card, render_course, search_text_of
from courses.documents.facts import CourseFacts, facts_of
from courses.documents.frozen import FrozenPage, frozen_pages
from courses.documents.lessons import render_lesson
from courses.documents.openings import opening_rule, told_opening
from courses.documents.outline import Entry, Outline, outlines_of, render_outline
from courses.documents.search import trigrams_of
from courses.models import Course, CourseDocument, CourseSubmission, LessonDocument

# Part of every lesson's source: raise it when rendering changes, and the next publication makes all anew.
RENDERER_VERSION = 2
# A statement of PostgreSQL's takes 65,535 values at most.
WRITTEN_AT_ONCE = 1_000


@dataclass(slots=True)
class LessonPlan:
    """One lesson document that should exist. `source` names all that goes into it."""

    outline: Outline
    entry: Entry
    position: int
    source: str

    @property
    def key(self) -> tuple[int, str, str]:
        return (self.entry.page.lesson_id or 0, self.outline.language, self.source)


@dataclass(slots=True)
class CourseBuild:
    """The documents of one submission, in every language it has."""

    course: Course
    submission: CourseSubmission
    outlines: list[Outline]
    facts: list[CourseFacts]
    context: PublishingContext
    lessons: list[LessonPlan] = field(default_factory=list)

    def missing(self) -> list[LessonPlan]:
        """The lesson documents that no row holds yet, live or beside the live ones."""
        rows = LessonDocument.objects.filter(course=self.course).values_list("lesson_id", "language", "source")
        held = set(rows)
        return [plan for plan in self.lessons if plan.key not in held]

    def store(self, plans: Iterable[LessonPlan]) -> None:
        """Make the rows of `plans` beside the live ones; those that somebody else made meanwhile are left alone."""
        rows = [self.lesson_row(plan) for plan in plans]
        LessonDocument.objects.bulk_create(rows, batch_size=WRITTEN_AT_ONCE, ignore_conflicts=True)

    def lesson_row(self, plan: LessonPlan) -> LessonDocument:
        """The row of one lesson, unsaved and not live."""
        page = plan.entry.page
        body = render_lesson(
            plan.entry,
            course_id=self.course.public_id,
            language=plan.outline.language,
            blocks=represent(page.stream("content"), self.context),
            resources=represent(page.stream("resources"), self.context),
        )
        text = as_json(body)
        rule = opening_rule(plan.entry, plan.outline)
        return LessonDocument(
            lesson_id=plan.key[0],
            course=self.course,
            language=plan.outline.language,
            is_live=False,
            access=plan.entry.access,
            position=plan.position,
            title=page.title,
            body=text,
            hash=hash_of(text),
            source=plan.source,
            papers=asked_papers(page),
            required_quizzes=required_quizzes(page),
            briefs=asked_briefs(page),
            required_assignments=required_assignments(page),
            opens_at=rule.opens_at,
            opens_after_days=rule.after_days,
            opens_after=list(rule.after),
            is_optional=plan.entry.is_optional,
        )

    def course_rows(self) -> list[CourseDocument]:
        """One row for each language, unsaved and not live."""
        return [self._course_row(outline, facts) for outline, facts in zip(self.outlines, self.facts, strict=True)]

    def _course_row(self, outline: Outline, facts: CourseFacts) -> CourseDocument:
        card = as_json(render_card(outline, facts))
        body = as_json(render_course(outline, facts))
        contents = as_json(render_outline(outline, self.course.public_id, partial(told_opening, outline=outline)))
        return CourseDocument(
            course=self.course,
            submission=self.submission,
            language=outline.language,
            is_live=False,
            title=outline.course_page.title,
            summary=outline.course_page.content.get("summary") or "",
            search_text=search_text_of(outline, facts),
            category_id=facts.category_id,
            level_id=facts.level_id,
            styles=[style["slug"] for style in facts.styles],
            tags=facts.tags,
            producer_name=facts.producer["name"],
            lesson_count=len(outline.lessons),
            needed_count=len(outline.needed),
            requires=required_courses(outline.course_page),
            duration_minutes=outline.minutes,
            trigrams=trigrams_of(
                outline.course_page.title,
                facts.producer["name"],
                facts.category["name"] if facts.category else "",
                *(style["name"] for style in facts.styles),
                *facts.tags,
            ),
            card=card,
            body=body,
            outline=contents,
            hash=hash_of(card, body, contents),
        )


def build_of(submission: CourseSubmission) -> CourseBuild:
    """What there should be for `submission`, worked out from its frozen copy alone."""
    course = submission.course
    outlines = outlines_of(frozen_pages(submission))
    context = context_of(outlines)
    build = CourseBuild(
        course=course,
        submission=submission,
        outlines=outlines,
        facts=[facts_of(course, submission, outline, context) for outline in outlines],
        context=context,
    )
    for outline in outlines:
        for position, entry in enumerate(outline.lessons, start=1):
            source = hash_of(source_text_of(entry, outline, course, context))
            build.lessons.append(LessonPlan(outline=outline, entry=entry, position=position, source=source))
    return build


def as_json(value: Any) -> str:
    """The same text for the same value, always: keys stay in the order in which they were written."""
    return orjson.dumps(value).decode()


def hash_of(*texts: str) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
    return digest.hexdigest()


def context_of(outlines: Sequence[Outline]) -> PublishingContext:
    """Media and lessons that may be referred to; a lesson may link to any other of its course."""
    streams: list[Any] = []
    lessons: dict[int, object] = {}
    papers: dict[int, int] = {}
    briefs: dict[int, int] = {}
    for outline in outlines:
        streams.append(outline.course_page.stream("certificate"))
        for entry in outline.lessons:
            streams += _streams(entry)
            lessons[entry.page.page_id] = entry.page.lesson_public_id
            papers |= entry.page.papers
            briefs |= entry.page.briefs
    pages = [outline.course_page.content for outline in outlines]
    found = references(streams)
    frozen = is_frozen(outlines)
    return publishing_context(
        streams,
        lessons=lessons,
        quizzes=cards(papers) if frozen else draft_cards(found.quizzes),
        assignments=brief_cards(briefs) if frozen else draft_brief_cards(found.assignments),
        rich_texts=[page.get("description") or "" for page in pages],
        images=[page["thumbnail"] for page in pages if page.get("thumbnail")],
        videos=[page["promo_video"] for page in pages if page.get("promo_video")],
    )


def is_frozen(outlines: Sequence[Outline]) -> bool:
    """Whether these are the pages of a submission and not of a draft."""
    return any(outline.course_page.sha for outline in outlines)


def asked_papers(page: FrozenPage) -> list[int]:
    """The papers of the quizzes that the lesson asks."""
    asked = references([page.stream("content")]).quizzes
    return sorted(paper for quiz, paper in page.papers.items() if quiz in asked)


def required_quizzes(page: FrozenPage) -> list[int]:
    """The quizzes that have to be passed before the lesson is complete, as far as there are papers of them."""
    return _required(page, "quiz", page.papers)


def asked_briefs(page: FrozenPage) -> list[int]:
    """The briefs of the assignments that the lesson asks."""
    asked = references([page.stream("content")]).assignments
    return sorted(brief for assignment, brief in page.briefs.items() if assignment in asked)


def required_assignments(page: FrozenPage) -> list[int]:
    """The assignments whose work has to be accepted before the lesson is complete, as far as there are briefs."""
    return _required(page, "assignment", page.briefs)


def required_courses(page: FrozenPage) -> list[str]:
    """The public ids of the courses that have to be finished before joining."""
    return list(page.content.get("prerequisites") or []) if page.content.get("requires_prerequisites") else []


def _required(page: FrozenPage, kind: str, frozen: dict[int, int]) -> list[int]:
    asked = [fields_of(block.get("value")) for block in page.stream("content") if block.get("type") == kind]
    required = [value.get(kind) for value in asked if value.get("is_required") is True]
    return sorted(key for key in frozen if key in required)


def _streams(entry: Entry) -> list[Any]:
    return [entry.page.stream("content"), entry.page.stream("resources")]


def source_text_of(entry: Entry, outline: Outline, course: Course, context: PublishingContext) -> str:
    """All that goes into a lesson's document, as text; its hash is the document's `source`."""
    place = render_lesson(entry, course_id=course.public_id, language=outline.language, blocks=[], resources=[])
    outside = _outside(references(_streams(entry)), context)
    rule = opening_rule(entry, outline)
    return as_json([RENDERER_VERSION, entry.page.sha, place, outside, *([astuple(rule)] if rule else [])])


def _outside(found: References, context: PublishingContext) -> list[Any]:
    """What the lesson's text refers to, as it is published: it changes without the text."""
    return [
        [context.media.image(key) for key in sorted(found.images)],
        [context.media.document(key) for key in sorted(found.documents)],
        [context.media.sound_rendition(key) for key in sorted(found.documents)],
        [context.media.video(key) for key in sorted(found.videos)],
        [context.page_address(key) for key in sorted(found.pages)],
        [context.quiz(key) for key in sorted(found.quizzes)],
        *([[context.assignment(key) for key in sorted(found.assignments)]] if found.assignments else []),
    ]
