"""A course's draft as a Markdown book: contents, lessons, files, and what Markdown has no place for in front matter."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from django.utils.text import slugify

from assessments.documents.banks import banks_of, written_out
from assessments.documents.written import RULES
from assessments.models import Quiz
from content.blocks.certificate import CERTIFICATE_PICTURES
from courses.documents.courses import certificate_of
from courses.exporters.lesson_text import LessonText, yaml_of
from courses.exporters.markdown_text import escaped
from courses.exporters.neutral import QUIZZES, Neutral, QuizShelf, Shelf
from courses.importers.directives import OUR_FORM
from courses.importers.fitting import RESOURCES
from courses.importers.rich_text import DESCRIPTION_TAGS
from courses.models import ChapterPage, CoursePage, CourseTreePage, ImportedProblem, LessonPage
from courses.operations.authors import writers_of
from media.models import Document, Image

CONTENTS = "contents.md"
LESSONS = "lessons"
MOST_HEADINGS = 5
CHUNK = 1024 * 1024


class Sink(Protocol):
    """Where a book is written."""

    def text(self, name: str, content: str) -> None: ...

    def file(self, name: str, medium: Any) -> None: ...


@dataclass(slots=True)
class Node:
    page: CourseTreePage
    children: list["Node"] = field(default_factory=list)

    @property
    def is_lesson(self) -> bool:
        return isinstance(self.page, LessonPage)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def export_course(page: CoursePage, sink: Sink) -> list[dict[str, str]]:
    """Write the draft as it is now. What was removed from the course stays behind.

    Says what a book has no form for, by lesson or quiz, kind and title; its contents say the same.
    """
    book = _Book(page, sink)
    book.write()
    return book.left_out


@contextmanager
def zip_sink(path: Path) -> Iterator[Sink]:
    """A book in one zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        yield _Zip(archive)


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def text(self, name: str, content: str) -> None:
        self._archive.writestr(name, content)

    def file(self, name: str, medium: Any) -> None:
        with medium.file.open("rb") as source, self._archive.open(name, "w") as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)


class FolderSink:
    """A book in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def _place(self, name: str) -> Path:
        place = self._root / name
        place.parent.mkdir(parents=True, exist_ok=True)
        return place

    def text(self, name: str, content: str) -> None:
        self._place(name).write_text(content, encoding="utf-8", newline="\n")

    def file(self, name: str, medium: Any) -> None:
        with medium.file.open("rb") as source, self._place(name).open("wb") as target:
            while chunk := source.read(CHUNK):
                target.write(chunk)


class _Book:
    def __init__(self, page: CoursePage, sink: Sink) -> None:
        self._sink = sink
        self._root = Node(page.get_latest_revision_as_object(), _children(page))
        lessons = [node.page for node in self._root.walk() if node.is_lesson]
        self._paths = {page.pk: _lesson_path(number, page) for number, page in enumerate(lessons, start=1)}
        self._shelf = Shelf()
        self._quizzes = QuizShelf(writers_of(page.course_id))
        self._neutral = Neutral(self._shelf, self._paths, self._quizzes)
        self.left_out: list[dict[str, str]] = []

    def write(self) -> None:
        for node in self._root.walk():
            if isinstance(node.page, LessonPage):
                self._write_lesson(node.page)
        for name, quiz in self._quizzes.files.items():
            self._sink.text(name, yaml_of(self._quiz(quiz)))
        self._sink.text(CONTENTS, _page(self._course_fields(), self._contents()))
        for name, medium in self._shelf.files.items():
            self._sink.file(name, medium)

    def _write_lesson(self, page: LessonPage) -> None:
        blocks = self._neutral.stream(page.content.get_prep_value())
        resources = self._neutral.stream(page.resources.get_prep_value(), RESOURCES)
        self.left_out += [{"lesson": page.title, **one} for one in self._neutral.left_out]
        self._neutral.left_out.clear()
        problems = [self._problem(one) for one in page.lesson.imported_problems.order_by("position", "pk")]
        writer = LessonText(LESSONS, set(self._paths.values()), set(self._shelf.files), set(self._quizzes.files))
        fields = {
            "title": page.title,
            "id": str(page.lesson.public_id),
            "summary": page.summary,
            "lesson_type": page.lesson_type,
            "is_preview": page.is_preview,
            "estimated_minutes": page.estimated_minutes,
            "is_optional": page.is_optional,
            **_opening(page),
            "resources": writer.plain(resources),
            "problems": problems,
        }
        self._sink.text(self._paths[page.pk], _page(fields, writer.write(blocks)))

    def _quiz(self, quiz: Quiz) -> dict[str, Any]:
        banks = banks_of(quiz)
        # Their questions go along as pools; that other quizzes draw from the same ones is lost.
        self.left_out += [{"quiz": quiz.title, "kind": "bank", "title": bank.title} for bank in banks.values()]
        questions = self._neutral.questions(written_out(quiz, banks))
        return {
            "title": quiz.title,
            "id": str(quiz.public_id),
            "introduction": self._neutral.rich_text(quiz.introduction),
            **{name: getattr(quiz, name) for name in RULES},
            "answers_shown": str(quiz.answers_shown),
            "questions": LessonText(QUIZZES, set(), set()).plain(questions),
        }

    def _problem(self, problem: ImportedProblem) -> dict[str, Any]:
        files = {}
        for name, public_id in problem.files.items():
            document = Document.objects.filter(public_id=public_id).first()
            if document and (path := self._shelf.path(Document, document.pk)):
                files[name] = f"../{path}"
        return {
            "path": problem.source_path,
            "title": problem.title,
            "position": problem.position,
            "notation": problem.notation,
            "source": problem.source,
            "files": files,
        }

    def _course_fields(self) -> dict[str, Any]:
        page = self._root.page
        chapters = [node.page for node in self._root.walk() if isinstance(node.page, ChapterPage)]
        return {
            "form": OUR_FORM,
            "id": str(page.course.public_id),
            "title": page.title,
            "summary": page.summary,
            "description": self._neutral.rich_text(page.description, DESCRIPTION_TAGS),
            "language": page.language,
            "category": page.category.slug if page.category else None,
            "level": page.level.slug if page.level else None,
            "styles": [style.slug for style in page.styles.all()],
            "tags": sorted(page.tags.names()),
            "thumbnail": self._neutral.file(page.thumbnail),
            "thumbnail_alt": page.thumbnail_alt,
            "promo_video": self._neutral.file(page.promo_video),
            "promo_video_url": page.promo_video_url,
            "outcomes": [str(one.value) for one in page.outcomes],
            "requirements": [str(one.value) for one in page.requirements],
            "certificate": self._certificate(page),
            "prerequisites": sorted(str(course.public_id) for course in page.prerequisites.all()),
            "requires_prerequisites": page.requires_prerequisites,
            "in_order": page.in_order,
            "price_minor": page.price_minor,
            "price_currency": page.price_currency,
            "chapters": [
                {"title": chapter.title, "description": chapter.description, **_opening(chapter)}
                for chapter in chapters
            ],
            **({"left_out": self.left_out} if self.left_out else {}),
        }

    def _certificate(self, page: CoursePage) -> dict[str, Any] | None:
        design = certificate_of({"certificate": page.certificate})
        if design is None:
            return None
        return design | {name: self._shelf.path(Image, design[name]) for name in CERTIFICATE_PICTURES}

    def _contents(self) -> str:
        if _fits_headings(self._root.children, 1):
            return "\n\n".join(self._headings(self._root.children, 2)) + "\n"
        return "\n".join(self._lines(self._root.children, 0)) + "\n"

    def _headings(self, nodes: list[Node], level: int) -> Iterator[str]:
        if lessons := [node for node in nodes if node.is_lesson]:
            yield "\n".join(f"- {self._link(node)}" for node in lessons)
        for node in nodes:
            if not node.is_lesson:
                yield f"{'#' * level} {_label(node)}"
                yield from self._headings(node.children, level + 1)

    def _lines(self, nodes: list[Node], depth: int) -> Iterator[str]:
        for node in nodes:
            yield f"{'  ' * depth}- {self._link(node) if node.is_lesson else _label(node)}"
            yield from self._lines(node.children, depth + 1)

    def _link(self, node: Node) -> str:
        return f"[{_label(node)}](<{self._paths[node.page.pk]}>)"


def _opening(page: ChapterPage | LessonPage) -> dict[str, Any]:
    moment = page.opens_at.isoformat() if page.opens_at else None
    return {"opens": page.opens, "opens_at": moment, "opens_after_days": page.opens_after_days}


def _children(page: CourseTreePage) -> list[Node]:
    children = page.get_children().order_by("path").specific()
    return [
        Node(child.get_latest_revision_as_object(), _children(child)) for child in children if child.removed_at is None
    ]


def _fits_headings(nodes: list[Node], depth: int) -> bool:
    """Whether headings can say it: lessons before chapters everywhere, and not deeper than headings go."""
    kinds = [node.is_lesson for node in nodes]
    if kinds != sorted(kinds, reverse=True) or depth > MOST_HEADINGS:
        return all(kinds)
    return all(_fits_headings(node.children, depth + 1) for node in nodes if not node.is_lesson)


def _label(node: Node) -> str:
    """The title for readers of the file; the exact one stands in the front matter."""
    title = " ".join(node.page.title.split())
    if any(letter.isalnum() for letter in title):
        return escaped(title)
    return "Lesson" if node.is_lesson else "Chapter"


def _lesson_path(number: int, page: CourseTreePage) -> str:
    return f"{LESSONS}/{number:03}-{slugify(page.title)[:60] or 'lesson'}.md"


def _page(fields: dict[str, Any], text: str) -> str:
    return f"---\n{yaml_of(fields)}---\n\n{text}"
