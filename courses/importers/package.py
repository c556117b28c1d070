"""A course as every importer hands it over: no database, no format of origin. Block values have the shapes of
`content.blocks`, but for media and quizzes, where an `AssetRef` or a `QuizRef` stands for the key, and links in rich
text, which lead to `lesson:<path>` and `asset:<path>` until the draft's pages and files are known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote

from courses.importers.report import Report

Block = dict[str, Any]

LESSON_LINK = "lesson:"
ASSET_LINK = "asset:"


@dataclass(frozen=True, slots=True)
class AssetRef:
    """A file of the package, by its path there."""

    path: str


@dataclass(frozen=True, slots=True)
class QuizRef:
    """A quiz of the package, by its path there."""

    path: str


@dataclass(slots=True)
class MadeAsset:
    """A file that the importer wrote itself from one of the package, known to blocks by `path`."""

    path: str
    content: bytes
    made_from: str


@dataclass(slots=True)
class Problem:
    """An exercise in its own notation that has no form here, kept whole.

    `files` maps what it calls files by to the files.
    """

    path: str
    title: str
    source: str
    position: int
    notation: str = "olx"
    files: dict[str, AssetRef] = field(default_factory=dict)


@dataclass(slots=True)
class QuizDraft:
    """A quiz that lessons ask. A second import of the same package knows it by `key`, or else by `path`.

    `rules` are fields of `assessments.models.Quiz`; `questions` neutral blocks of `assessments.blocks`, each with an
    `id` that is its own within the quiz.
    """

    path: str
    title: str
    key: str = ""
    introduction: str = ""
    rules: dict[str, Any] = field(default_factory=dict)
    questions: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class LessonDraft:
    """`path` is where links lead; a second import of the same package knows the lesson by `key`, or else by it."""

    path: str
    title: str
    key: str = ""
    blocks: list[Block] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class ChapterDraft:
    path: str
    title: str
    description: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    children: list["ChapterDraft | LessonDraft"] = field(default_factory=list)


@dataclass(slots=True)
class CourseDraft:
    """`identity` is what a second import of the same package knows the course by."""

    identity: str
    title: str
    fields: dict[str, Any] = field(default_factory=dict)
    children: list[ChapterDraft | LessonDraft] = field(default_factory=list)
    quizzes: list[QuizDraft] = field(default_factory=list)
    made_assets: list[MadeAsset] = field(default_factory=list)
    report: Report = field(default_factory=Report)

    def lessons(self) -> Iterator[LessonDraft]:
        """Every lesson, in the order of reading."""
        yield from _lessons_of(self.children)

    def asset_paths(self) -> set[str]:
        """The files that lessons and the course's own fields refer to."""
        return set(
            _asset_paths(
                [
                    self.fields,
                    *([quiz.introduction, quiz.questions] for quiz in self.quizzes),
                    *([one.blocks, one.fields, [problem.files for problem in one.problems]] for one in self.lessons()),
                ]
            )
        )


def _lessons_of(children: list[ChapterDraft | LessonDraft]) -> Iterator[LessonDraft]:
    for child in children:
        if isinstance(child, LessonDraft):
            yield child
        else:
            yield from _lessons_of(child.children)


def _asset_paths(value: Any) -> Iterator[str]:
    match value:
        case AssetRef(path=path):
            yield path
        case dict():
            for part in value.values():
                yield from _asset_paths(part)
        case list():
            for part in value:
                yield from _asset_paths(part)
        case str() if ASSET_LINK in value:
            yield from linked_assets(value)


def linked_assets(html: str) -> Iterator[str]:
    """The files that links in the rich text lead to."""
    for piece in html.split(f'href="{ASSET_LINK}')[1:]:
        yield unquote(unescape(piece.partition('"')[0]))
