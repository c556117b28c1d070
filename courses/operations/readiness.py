"""What still stands between a course and its submission. Drafts may lack anything; a submission may not."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.documents import problems_of_assignment, problems_of_quiz
from assessments.models import Assignment, Quiz
from content.blocks import find_problems, references
from courses.documents.frozen import FrozenPage
from courses.enums import NodeKind, Opens
from courses.models import ChapterPage, Course, CourseDocument, CoursePage, CourseTreePage, LessonPage
from courses.operations.authors import writers_of
from media.models import Image
from taxonomy.models import Category, Level

PAGE_CLASSES: dict[str, type[CourseTreePage]] = {
    NodeKind.COURSE: CoursePage,
    NodeKind.CHAPTER: ChapterPage,
    NodeKind.LESSON: LessonPage,
}
STREAMS = {NodeKind.COURSE: ("outcomes", "requirements", "certificate"), NodeKind.LESSON: ("content", "resources")}
HEADING_LEVELS = {"h2": 2, "h3": 3, "h4": 4}
NOT_OF_THE_COURSE = gettext_lazy("it belongs to somebody who does not write this course.")
CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right before the course can be handed in, and the page on which to do it."""

    page_id: int
    page_title: str
    message: str


def problems_of(pages: Sequence[FrozenPage]) -> list[Problem]:
    """Everything that keeps these pages, a whole course in reading order, from being handed in."""
    return [Problem(page.page_id, page.title or _("Untitled page"), message) for page, message in _findings(pages)]


def _findings(pages: Sequence[FrozenPage]) -> Iterator[tuple[FrozenPage, str]]:
    stream_problems = _stream_problems(pages)
    asked_problems = _asked_problems(pages)
    for page in pages:
        if not page.title.strip():
            yield page, _("The title is missing.")
        yield from ((page, message) for message in _field_problems(page))
        if page.kind == NodeKind.COURSE:
            yield from ((page, message) for message in _course_problems(page, pages))
        if page.kind != NodeKind.COURSE:
            yield from ((page, message) for message in _opening_problems(page))
        if page.kind == NodeKind.LESSON:
            yield from ((page, message) for message in _lesson_problems(page))
        yield from ((page, message) for message in stream_problems.get(page.page_id, []))
        yield from ((page, message) for message in asked_problems.get(page.page_id, []))


def _course_problems(page: FrozenPage, pages: Sequence[FrozenPage]) -> Iterator[str]:
    content = page.content
    if not (content.get("summary") or "").strip():
        yield _("The promise is missing: say in one line what a learner will be able to do.")
    if not _words(content.get("description") or ""):
        yield _("The description is missing.")
    if not Image.objects.filter(pk=content.get("thumbnail") or 0).exists():
        yield _("The picture is missing.")
    elif not (content.get("thumbnail_alt") or "").strip():
        yield _("Say what the picture shows, for people who cannot see it.")
    if not Category.objects.filter(pk=content.get("category") or 0).exists():
        yield _("Choose a category.")
    if not Level.objects.filter(pk=content.get("level") or 0).exists():
        yield _("Choose a level.")
    if not CURRENCY.fullmatch(content.get("price_currency") or ""):
        yield _("The currency must be three capital letters, like EUR.")
    if not any(other.kind == NodeKind.LESSON for other in pages):
        yield _("The course has no lessons yet.")
    elif all(other.content.get("is_optional") for other in pages if other.kind == NodeKind.LESSON):
        yield _("All lessons are optional: nobody could finish the course.")
    if content.get("requires_prerequisites") and _asks_for_itself(page):
        yield _("A course to take first has to be finished after this one: nobody could begin either of them.")


def _asks_for_itself(page: FrozenPage) -> bool:
    """Whether the courses that have to be finished first lead back to this one, as they are published now."""
    this = Course.objects.filter(pages=page.page_id).values_list("public_id", flat=True).first()
    known: set[UUID] = set()
    wave = {UUID(public_id) for public_id in page.content.get("prerequisites") or []}
    while wave and this not in wave:
        known |= wave
        live = CourseDocument.objects.live().filter(course__public_id__in=wave)
        wave = {needed for requires in live.values_list("requires", flat=True) for needed in requires} - known
    return this in wave


def _opening_problems(page: FrozenPage) -> Iterator[str]:
    kind = page.content.get("opens")
    if kind == Opens.ON_DATE and not page.content.get("opens_at"):
        yield _("Say on which date it opens.")
    if kind == Opens.AFTER_DAYS and not page.content.get("opens_after_days"):
        yield _("Say after how many days it opens.")


def _lesson_problems(page: FrozenPage) -> Iterator[str]:
    blocks = page.stream("content")
    if not any(_says_something(block) for block in blocks):
        yield _("The lesson is empty.")
    level = 1
    for block in _flat(blocks):
        if block["type"] != "heading":
            continue
        value = block.get("value") or {}
        below = HEADING_LEVELS.get(str(value.get("level")), 2)
        if below > level + 1:
            yield _("The heading “%(text)s” skips a level.") % {"text": value.get("text", "")}
        level = below


def _field_problems(page: FrozenPage) -> Iterator[str]:
    """What the model itself refuses: lengths, choices, addresses. Relations and streams are looked at elsewhere."""
    page_class = PAGE_CLASSES[page.kind]
    for model_field in page_class._meta.local_fields:
        name = model_field.name
        if model_field.is_relation or name not in page.content or name in STREAMS.get(NodeKind(page.kind), ()):
            continue
        try:
            model_field.clean(page.content[name], None)
        except ValidationError as error:
            for message in error.messages:
                yield f"{model_field.verbose_name}: {message}"


def _stream_problems(pages: Sequence[FrozenPage]) -> dict[int, list[str]]:
    """What the blocks themselves refuse, by page. Pictures and files are looked up once per kind, not per page."""
    found: dict[int, list[str]] = {}
    for kind, names in STREAMS.items():
        of_kind = [page for page in pages if page.kind == kind]
        for name in names:
            stream_block = PAGE_CLASSES[kind]._meta.get_field(name).stream_block
            values = stream_block.bulk_to_python([page.stream(name) for page in of_kind])
            for page, value in zip(of_kind, values, strict=True):
                if sentences := [str(problem) for problem in find_problems(value)]:
                    found.setdefault(page.page_id, []).extend(sentences)
    return found


def _asked_problems(pages: Sequence[FrozenPage]) -> dict[int, list[str]]:
    """What is wrong with the quizzes and assignments that lessons ask, by page."""
    lessons = [(page, references([page.stream("content")])) for page in pages if page.kind == NodeKind.LESSON]
    quizzes = {page.page_id: (asked.quizzes, page.papers) for page, asked in lessons}
    assignments = {page.page_id: (asked.assignments, page.briefs) for page, asked in lessons}
    found: dict[int, list[str]] = {}
    for asked, model, problems_in, label in (
        (quizzes, Quiz, problems_of_quiz, _("Quiz “%(title)s”: %(problem)s")),
        (assignments, Assignment, problems_of_assignment, _("Assignment “%(title)s”: %(problem)s")),
    ):
        for page_id, title, problem in _problems_of_those(pages, asked, model, problems_in):
            found.setdefault(page_id, []).append(label % {"title": title, "problem": problem})
    return found


def _problems_of_those(
    pages: Sequence[FrozenPage],
    asked: dict[int, tuple[set[int], dict[int, int]]],
    model: Any,
    problems_in: Callable[[Any], list[str]],
) -> Iterator[tuple[int, str, str]]:
    """Of each page, what is wrong with what it asks. `asked` has the keys, and those that were frozen, by page."""
    known = model.objects.select_related("owner").in_bulk(set().union(*(keys for keys, _frozen in asked.values())))
    writers = _writers(pages) if known else set()
    problems = {
        pk: problems_in(one) if one.owner_id in writers or one.owner.is_superuser else [str(NOT_OF_THE_COURSE)]
        for pk, one in known.items()
    }
    is_frozen = any(page.sha for page in pages)
    for page_id, (keys, frozen) in asked.items():
        for pk in sorted(keys & known.keys()):
            if is_frozen and pk not in frozen:
                yield page_id, known[pk].title, _("It was put in just now: hand the course in once more.")
            else:
                yield from ((page_id, known[pk].title, problem) for problem in problems[pk])


def _writers(pages: Sequence[FrozenPage]) -> set[int]:
    roots = [page.page_id for page in pages if page.kind == NodeKind.COURSE]
    courses = CoursePage.objects.filter(pk__in=roots).values_list("course_id", flat=True)
    return set().union(*(writers_of(course) for course in courses))


def _flat(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Blocks in reading order, those inside columns too."""
    for block in blocks:
        yield block
        value = block.get("value")
        if block.get("type") == "columns" and isinstance(value, dict):
            for column in value.get("columns") or []:
                inner = column.get("value", column)
                yield from _flat(inner.get("content") or [])


def _says_something(block: dict[str, Any]) -> bool:
    value = block.get("value")
    if block.get("type") == "rich_text":
        return bool(_words(value or ""))
    return bool(value)


def _words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", " ", html)).strip()
