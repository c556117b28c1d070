"""Markdown as HTML, and the front matter before it."""

import re
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote import footnote_plugin

from kit.archive import PackageRefused

# Fifty chapters one inside the other are a list of a hundred levels.
DEEPEST_MARKDOWN = 250
MOST_PIECES = 10_000
MOST_BRACKETS = 1_000
LONGEST_FRONT_MATTER = 200_000
_FENCE = re.compile(r"---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SITE = re.compile(r"\{\{\s*site\.(?:url|baseurl)\s*\}\}(?:\{\{\s*site\.(?:url|baseurl)\s*\}\})*(/?)")
_PAGE_TITLE = re.compile(r"\{\{\s*page\.title\s*\}\}")


def parser() -> MarkdownIt:
    """CommonMark with tables, strike-through and footnotes; HTML in it is read like any other."""
    markdown = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST_MARKDOWN})
    markdown.enable(["table", "strikethrough"]).use(footnote_plugin)
    markdown.core.ruler.before("inline", "bounded", _refuse_tangles)
    return markdown


def _refuse_tangles(state: StateCore) -> None:
    """Refuse what would take minutes to disentangle and nobody writes."""
    pieces = [token.content for token in state.tokens if token.type == "inline"]
    if len(pieces) > MOST_PIECES or any(piece.count("[") > MOST_BRACKETS for piece in pieces):
        raise PackageRefused(
            f"A text holds more than {MOST_PIECES:,} pieces, or a paragraph more than {MOST_BRACKETS:,} brackets."
        )


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The fields at the head of a page and the text below them. Unreadable fields count as none."""
    found = _FENCE.match(text)
    if not found or len(found[1]) > LONGEST_FRONT_MATTER:
        return {}, text
    try:
        fields = safe_yaml(found[1])
    except ValueError:
        return {}, text[found.end() :]
    return (fields if isinstance(fields, dict) else {}), text[found.end() :]


def safe_yaml(text: str) -> Any:
    """Plain data from YAML. Raises ValueError for what is no YAML, for references (bombs) and for deep nesting."""
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.CSafeLoader)):
            raise ValueError("references are not read")
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, OverflowError) as error:
        raise ValueError(str(error)) from error


def fill_in_site(text: str, title: str) -> str:
    """The text with the site's and the page's own names filled in, as the site's generator would.

    Addresses of the site become addresses from the package's root.
    """
    return _PAGE_TITLE.sub(lambda _found: title, _SITE.sub("/", text))


def to_html(text: str) -> str:
    return str(parser().render(text))
