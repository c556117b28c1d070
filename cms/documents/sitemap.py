"""Every public address of the site with the time of its last change, for search engines (REQUIREMENTS B8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, F, IntegerField, Max, OuterRef, Subquery, Value
from django.db.models.functions import Cast

from accounts.models import Profile
from cms.models import SitePage, address_below, root_url_path
from commerce.models import Bundle
from courses.enums import Availability
from courses.models import Course, CourseDocument
from paths.models import Path
from taxonomy.models import Category

FOLDERS = {
    "category": "/categories/",
    "producer": "/artists/",
    "course": "/courses/",
    "bundle": "/bundles/",
    "path": "/paths/",
}


@dataclass(frozen=True)
class PublicAddress:
    """`position` is the place in the list, for the page after."""

    kind: str
    path: str
    changed_at: datetime | None
    position: tuple[int, int]


def public_addresses(*, size: int, after: Sequence[int] = ()) -> list[PublicAddress]:
    """At most `size` addresses, those behind the position `after`: pages, categories, producers, courses, bundles,
    paths. One query.
    """
    kinds = {
        "page": _pages(),
        "category": _categories(),
        "producer": _producers(),
        "course": _courses(),
        "bundle": _bundles(),
        "path": _paths(),
    }
    rank, key = after or (0, 0)
    parts = []
    for number, (_kind, rows) in enumerate(kinds.items()):
        if number >= rank:
            behind = rows.filter(pk__gt=key) if number == rank else rows
            ranked = behind.order_by().annotate(rank=Value(number, IntegerField()), key=F("pk"))
            parts.append(ranked.values_list("rank", "key", "word", "root", "changed"))
    found = parts[0].union(*parts[1:], all=True).order_by("rank", "key")[:size]
    names = list(kinds)
    return [
        PublicAddress(
            kind=names[number],
            path=address_below(root, word) if names[number] == "page" else f"{FOLDERS[names[number]]}{word}",
            changed_at=changed,
            position=(number, row),
        )
        for number, row, word, root, changed in found
    ]


def _text(value: Any) -> Any:
    return Cast(value, CharField())


def _pages() -> Any:
    pages = SitePage.objects.shown().filter(in_sitemap=True)
    return pages.annotate(word=_text(F("url_path")), root=_text(root_url_path()), changed=F("last_published_at"))


def _categories() -> Any:
    changed = _last_change(category=OuterRef("pk"))
    return Category.objects.annotate(word=_text(F("slug")), root=_text(Value("")), changed=changed)


def _producers() -> Any:
    changed = _last_change(course__owner=OuterRef("person"))
    producers = Profile.objects.of_producers()
    return producers.annotate(word=_text(F("producer_slug")), root=_text(Value("")), changed=changed)


def _courses() -> Any:
    live = CourseDocument.objects.live().filter(course=OuterRef("pk"))
    return (
        Course.objects.published()
        .filter(Exists(live))
        .annotate(word=_text(F("slug")), root=_text(Value("")), changed=F("last_published_at"))
    )


def _bundles() -> Any:
    offered = Bundle.objects.offered()
    return offered.annotate(word=_text(F("slug")), root=_text(Value("")), changed=F("changed_at"))


def _paths() -> Any:
    public = Path.objects.published()
    return public.annotate(word=_text(F("slug")), root=_text(Value("")), changed=F("current__decided_at"))


def _last_change(**where: Any) -> Subquery:
    """When a course of these was last published."""
    documents = CourseDocument.objects.live().filter(course__availability=Availability.PUBLISHED, **where)
    rows = documents.order_by().annotate(one=Value(1)).values("one").annotate(last=Max("course__last_published_at"))
    return Subquery(rows.values("last"), output_field=DateTimeField())
