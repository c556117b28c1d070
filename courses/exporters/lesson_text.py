"""A lesson's blocks as Markdown. Each form is read back at once; what would come back changed becomes a directive."""

import re
from collections.abc import Set
from typing import Any

import yaml

from courses.exporters.markdown_text import Escape, escaped, lightly_escaped, markdown_of, relative
from courses.importers.directives import Directives
from courses.importers.fitting import DoesNotFit, fit_block
from courses.importers.html_blocks import Settings, blocks_of
from courses.importers.markdown_text import to_html
from courses.importers.package import AssetRef, Block, QuizRef
from courses.importers.references import References
from courses.importers.report import Report


class _Plain(yaml.SafeDumper):
    """YAML without references, which the importer refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def yaml_of(value: Any) -> str:
    """Plain data as YAML, in the order given, each text on one line."""
    text: str = yaml.dump(value, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**9)
    return text


class LessonText:
    """Writes pages that stand in `folder` of a book with these lessons, files and quizzes."""

    def __init__(self, folder: str, lessons: set[str], files: set[str], quizzes: Set[str] = frozenset()) -> None:
        self._folder = folder
        self._files = files
        self._quizzes = quizzes
        self._references = References(
            folder,
            lesson_at=lambda name: name if name in lessons else None,
            file_at=lambda name: name if name in files else None,
        )

    def write(self, blocks: list[Block]) -> str:
        """The lesson, in Markdown where that comes back the same and in directives elsewhere."""
        texts: list[str] = []
        after_words = False
        for block in blocks:
            is_words = block["type"] == "rich_text"
            # Words after words would be one block when read back.
            text = None if is_words and after_words else self._markdown(block)
            texts.append(self._directive(block) if text is None else text)
            after_words = is_words and text is not None
        whole = _joined(texts)
        if self._read(whole) != [one for block in blocks if (one := _fitted(block))]:
            whole = _joined([self._directive(block) for block in blocks])
        return whole

    def _markdown(self, block: Block) -> str | None:
        for escape_text in (lightly_escaped, escaped):
            text = self._candidate(block, escape_text)
            if text is not None and self._read(text) == [_fitted(block)]:
                return text
        return None

    def _read(self, text: str) -> list[Block]:
        directives = Directives(
            self._folder,
            lambda name: name if name in self._files else None,
            lambda name: name if name in self._quizzes else None,
        )
        settings = Settings(path="", title="", exact=True, directive=directives.read)
        return blocks_of(to_html(text), settings, self._references, Report())

    def _candidate(self, block: Block, escape_text: Escape) -> str | None:  # noqa: PLR0911 - one form per kind
        value = block["value"]
        match block["type"]:
            case "rich_text":
                return markdown_of(value, self._folder, escape_text) or None
            case "heading":
                return f"{'#' * int(value['level'][1])} {escape_text(value['text'])}"
            case "image" if value.get("image") and not value.get("caption"):
                return f"![{escape_text(value['alt_text'])}](<{relative(value['image'].path, self._folder)}>)"
            case "quote" if not value.get("attribution"):
                return "\n".join(f"> {escape_text(line)}\\" for line in value["text"].splitlines()).removesuffix("\\")
            case "code":
                return fenced(value["language"], value["code"])
            case "table" if value.get("header_row") and not value.get("header_column") and not value.get("caption"):
                return _table(value["rows"], escape_text)
        return None

    def _directive(self, block: Block) -> str:
        value = self.plain(block["value"])
        if block["type"] == "rich_text":
            value = {"html": value}
        return fenced(f"{{{block['type']}}}", yaml_of(value).removesuffix("\n"))

    def plain(self, value: Any) -> Any:
        """Neutral values as YAML holds them: files and quizzes by their addresses."""
        match value:
            case AssetRef(path=path) | QuizRef(path=path):
                return relative(path, self._folder)
            case dict():
                return {key: self.plain(one) for key, one in value.items()}
            case list():
                return [self.plain(one) for one in value]
        return value


def fenced(language: str, text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _joined(texts: list[str]) -> str:
    return "".join(f"{text}\n\n" for text in texts).rstrip("\n") + "\n"


def _fitted(block: Block) -> Block | None:
    try:
        return fit_block(block)
    except DoesNotFit:
        return None


def _table(rows: list[list[str]], escape_text: Escape) -> str | None:
    if not rows or not rows[0]:
        return None
    lines = [f"| {' | '.join(escape_text(cell) for cell in row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])
