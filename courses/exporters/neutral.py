"""Stored blocks as the neutral ones of `courses.importers.package`: keys become files, the editor's links paths."""

import posixpath
import re
from collections.abc import Collection
from html import escape
from typing import Any
from urllib.parse import quote

from django.utils.text import slugify
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments.blocks.catalogue import POOL
from assessments.models import Assignment, Quiz
from content.blocks.media_choosers import VideoChooserBlock
from content.blocks.published import items_of
from courses.importers.book_quizzes import ENDING
from courses.importers.fitting import LESSON, QUIZ
from courses.importers.package import ASSET_LINK, LESSON_LINK, AssetRef, Block, QuizRef
from courses.importers.rich_text import TAGS, clean_rich_text
from media.models import Document, Image, Video

ASSETS = "assets"
QUIZZES = "quizzes"
ASSIGNMENT = "assignment"
_ANCHOR = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')


class Shelf:
    """The media that a course uses, each under a file name of its own."""

    def __init__(self) -> None:
        self.files: dict[str, Any] = {}
        self._names: dict[tuple[type, int], str | None] = {}

    def path(self, model: type, pk: Any) -> str | None:
        """The file's path in the book; None when the medium is gone."""
        if not isinstance(pk, int):
            return None
        if (model, pk) not in self._names:
            medium = model._default_manager.filter(pk=pk).first()  # type: ignore[attr-defined]
            self._names[model, pk] = self._take(medium) if medium and medium.file else None
        return self._names[model, pk]

    def _take(self, medium: Any) -> str:
        stem, ending = posixpath.splitext(medium.filename)
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.") or "file"
        number, name = 1, f"{ASSETS}/{stem}{ending}"
        while name.lower() in {known.lower() for known in self.files}:
            number += 1
            name = f"{ASSETS}/{stem}-{number}{ending}"
        self.files[name] = medium
        return name


class QuizShelf:
    """The quizzes that a course asks, each under a file name of its own: those of people who write it, or did."""

    def __init__(self, writers: Collection[int]) -> None:
        self.files: dict[str, Quiz] = {}
        self.writers = writers
        self._names: dict[int, str | None] = {}

    def path(self, pk: Any) -> str | None:
        """The quiz's path in the book; None when it is gone, or somebody else's."""
        if not isinstance(pk, int):
            return None
        if pk not in self._names:
            quiz = Quiz.objects.filter(pk=pk, owner__in=self.writers).first()
            self._names[pk] = self._take(quiz) if quiz else None
        return self._names[pk]

    def _take(self, quiz: Quiz) -> str:
        name = f"{QUIZZES}/{len(self.files) + 1:03}-{slugify(quiz.title)[:60] or 'quiz'}{ENDING}"
        self.files[name] = quiz
        return name


class Neutral:
    """Reads stored values. `lesson_paths` says where the lessons of the course are written, by their pages."""

    def __init__(self, shelf: Shelf, lesson_paths: dict[int, str], quizzes: QuizShelf) -> None:
        self._shelf = shelf
        self._lesson_paths = lesson_paths
        self._quizzes = quizzes
        self.left_out: list[dict[str, str]] = []

    def stream(self, raw: list[dict[str, Any]], stream: blocks.StreamBlock = LESSON) -> list[Block]:
        return [
            {"type": one["type"], "value": self._value(stream.child_blocks[one["type"]], one["value"])}
            for one in raw
            if one.get("type") in stream.child_blocks and not self._is_left_out(one)
        ]

    def _is_left_out(self, block: dict[str, Any]) -> bool:
        """Assignments have no form in a book yet: which ones stay behind is said instead."""
        if block["type"] != ASSIGNMENT:
            return False
        key = (block.get("value") or {}).get("assignment")
        found = Assignment.objects.filter(pk=key if isinstance(key, int) else 0, owner__in=self._quizzes.writers)
        title = found.values_list("title", flat=True).first()
        self.left_out.append({"kind": ASSIGNMENT, "title": title or ""})
        return True

    def questions(self, raw: list[dict[str, Any]]) -> list[Block]:
        """The stored questions of a quiz, each with its id."""
        return self._questions(raw, QUIZ)

    def _questions(self, raw: list[dict[str, Any]], stream: blocks.StreamBlock) -> list[Block]:
        written = []
        for one in raw:
            for question in self.stream([one], stream):
                if question["type"] == POOL:
                    inner = stream.child_blocks[POOL].child_blocks["questions"]
                    question["value"]["questions"] = self._questions(one["value"].get("questions") or [], inner)
                written.append({**question, "id": str(one.get("id") or "")})
        return written

    def _value(self, definition: blocks.BaseBlock, value: Any) -> Any:
        match definition:
            case blocks.StructBlock():
                value = value if isinstance(value, dict) else {}
                return {
                    key: self._value(child, value[key])
                    for key, child in definition.child_blocks.items()
                    if key in value
                }
            case blocks.StreamBlock():
                return self.stream(value or [], definition)
            case blocks.ListBlock():
                return [self._value(definition.child_block, one) for one in items_of(value)]
            case blocks.ChooserBlock():
                return self._reference(definition, value)
            case blocks.RichTextBlock():
                return self.rich_text(value or "")
        return value

    def _reference(self, definition: blocks.ChooserBlock, value: Any) -> AssetRef | QuizRef | None:
        if isinstance(definition, SnippetChooserBlock):
            path = self._quizzes.path(value)
            return QuizRef(path) if path else None
        path = self._shelf.path(_model_of(definition), value)
        return AssetRef(path) if path else None

    def file(self, medium: Any) -> str | None:
        """The path of the file of a course's own picture or film."""
        return self._shelf.path(type(medium), medium.pk) if medium else None

    def rich_text(self, html: str, tags: set[str] = TAGS) -> str:
        return clean_rich_text(_ANCHOR.sub(self._anchor, html), tags)

    def _anchor(self, found: re.Match[str]) -> str:
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        key = attributes.get("id", "")
        number = int(key) if key.isascii() and key.isdigit() else 0
        if attributes.get("linktype") == "page":
            path = self._lesson_paths.get(number)
            return f'<a href="{LESSON_LINK}{escape(quote(path))}">' if path else "<a>"
        if attributes.get("linktype") == "document":
            path = self._shelf.path(Document, number)
            return f'<a href="{ASSET_LINK}{escape(quote(path))}">' if path else "<a>"
        return found[0]


def _model_of(definition: blocks.ChooserBlock) -> type:
    if isinstance(definition, ImageChooserBlock):
        return Image
    return Video if isinstance(definition, VideoChooserBlock) else Document
