"""Blocks without a form in Markdown: fenced listings whose language is `{kind}` and whose lines are YAML.

The exporter writes them into books of our own form, and only there are they read.
"""

import posixpath
from collections.abc import Callable
from typing import Any

from courses.importers.markdown_text import safe_yaml
from courses.importers.package import ASSET_LINK, AssetRef, Block, QuizRef

OUR_FORM = "perfomix-book/1"
# The fields of blocks that name a file, whatever the block.
FILE_FIELDS = frozenset({"image", "video", "poster", "file", "document", "thumbnail", "promo_video"})
DEEPEST = 12


class Directives:
    """Reads the directives of one page, whose addresses are seen from `folder`.

    `asset` and `quiz` answer with the path of the file, or of the quiz, that a name stands for.
    """

    def __init__(
        self,
        folder: str,
        asset: Callable[[str], str | None],
        quiz: Callable[[str], str | None] = lambda _name: None,
    ) -> None:
        self._folder = folder
        self._asset = asset
        self._quiz = quiz

    def read(self, kind: str, text: str) -> list[Block] | None:
        """The block of a listing, or None when the listing is no directive."""
        try:
            value = safe_yaml(text)
        except ValueError:
            return None
        if kind == "rich_text" and isinstance(value, dict):
            value = value.get("html")
        if kind == "quiz" and isinstance(value, dict):
            return [{"type": kind, "value": {**value, "quiz": self._asked(value.get("quiz"))}}]
        return [{"type": kind, "value": self.with_files(value)}]

    def with_files(self, value: Any, depth: int = 0) -> Any:
        """Plain data with the names of files found in the package."""
        if depth > DEEPEST:
            return None
        if isinstance(value, list):
            return [self.with_files(one, depth + 1) for one in value]
        if isinstance(value, dict):
            return {
                str(key): self.file(one)
                if key in FILE_FIELDS and isinstance(one, str)
                else self.with_files(one, depth + 1)
                for key, one in value.items()
            }
        return value

    def file(self, address: str) -> AssetRef | None:
        found = self._asset(self._name_of(address.removeprefix(ASSET_LINK)))
        return AssetRef(found) if found else None

    def _asked(self, address: Any) -> QuizRef | None:
        found = self._quiz(self._name_of(address)) if isinstance(address, str) else None
        return QuizRef(found) if found else None

    def _name_of(self, address: str) -> str:
        return posixpath.normpath(posixpath.join(self._folder, address))
