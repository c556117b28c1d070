"""What a section of a site page needs to know of the world: media, addresses of pages, courses and categories."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from content.blocks.context import PublishingContext, References


@dataclass(frozen=True)
class Shelf:
    """Which courses stand in a row: those chosen, or by a rule at most `size` of them."""

    rule: str
    size: int
    category: str = ""
    chosen: tuple[int, ...] = ()


@dataclass
class SiteReferences(References):
    """What site content refers to, beside media and pages."""

    shelves: set[Shelf] = field(default_factory=set)
    wants_categories: bool = False


@dataclass(frozen=True)
class SiteContext(PublishingContext):
    """`addresses` has the path of each page that may be linked to; `shelves` the cards of each row of courses;
    `categories` all of them in order, as `{"slug", "name", "description", "course_count"}`."""

    addresses: Mapping[int, str] = field(default_factory=dict)
    shelves: Mapping[Shelf, Sequence[dict[str, Any]]] = field(default_factory=dict)
    categories: Sequence[dict[str, Any]] = ()

    def page_address(self, page_id: int) -> str | None:
        return self.addresses.get(page_id)
