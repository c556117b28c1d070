"""Neutral blocks as stored ones: files become keys, links to lessons and files become the editor's own."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import unquote

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.media_choosers import VideoChooserBlock
from courses.importers.assets import MediaShelf, Medium
from courses.importers.fitting import LESSON
from courses.importers.package import ASSET_LINK, LESSON_LINK, AssetRef, Block, QuizRef
from media.models import Document, Image, Video

_LINK = re.compile(rf'<a href="({LESSON_LINK}|{ASSET_LINK})([^"]*)">(.*?)</a>', re.DOTALL)


class Storing:
    """Turns blocks of one package into stored ones.

    `page_of` knows the pages of its lessons by their paths, `quiz_of` its quizzes.
    """

    def __init__(self, shelf: MediaShelf, page_of: Mapping[str, int], quiz_of: Mapping[str, int] | None = None) -> None:
        self._shelf = shelf
        self._page_of = page_of
        self._quiz_of = quiz_of or {}

    def stream(self, neutral: list[Block], stream: blocks.StreamBlock = LESSON) -> list[Block]:
        return [
            {"type": one["type"], "value": self._value(stream.child_blocks[one["type"]], one["value"])}
            for one in neutral
        ]

    def _value(self, definition: blocks.Block, value: Any) -> Any:
        match definition:
            case blocks.StructBlock():
                # A part that is not named keeps what it has from the start: packages may be older than it.
                named = {key: child for key, child in definition.child_blocks.items() if key in value}
                return {key: self._value(child, value[key]) for key, child in named.items()}
            case blocks.StreamBlock():
                return self.stream(value, definition)
            case blocks.ListBlock():
                return [self._value(definition.child_block, one) for one in value]
            case blocks.ChooserBlock():
                return self._key(definition, value)
            case blocks.RichTextBlock():
                return self.rich_text(value)
        return value

    def _key(self, definition: blocks.ChooserBlock, value: Any) -> int | None:
        match value:
            case QuizRef(path=path):
                return self._quiz_of.get(path)
            case AssetRef(path=path):
                return self._shelf.pk(path, _model_of(definition))
        return None

    def rich_text(self, html: str) -> str:
        """The text with links to lessons and files as the editor writes them."""
        return _LINK.sub(self._link, html)

    def _link(self, found: re.Match[str]) -> str:
        target = unescape(found[2])
        if found[1] == ASSET_LINK:
            path = unquote(target)
            if not self._shelf.holds(path):
                return found[3]
            return f'<a linktype="document" id="{self._shelf.pk(path, Document)}">{found[3]}</a>'
        page = self._page_of.get(unquote(target))
        return f'<a linktype="page" id="{page}">{found[3]}</a>' if page else found[3]


def _model_of(definition: blocks.ChooserBlock) -> Medium:
    match definition:
        case ImageChooserBlock():
            return Image
        case VideoChooserBlock():
            return Video
        case DocumentChooserBlock():
            return Document
    raise TypeError(f"no media are known for {type(definition).__name__}")
