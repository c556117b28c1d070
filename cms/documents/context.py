"""What the blocks of one answer refer to, looked up for all of them at once: one query for each kind of thing."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from cms.blocks import Shelf, SiteContext, SiteReferences
from cms.models import SitePage, address_below, root_url_path
from content.blocks import MediaLookup
from courses.documents.catalogue import Filters, Sort, find_courses
from courses.enums import Availability
from courses.models import CourseDocument
from taxonomy.models import Category

SORTS = {"popular": Sort.POPULAR, "new": Sort.NEW, "featured": Sort.POPULAR, "chosen": Sort.POPULAR}


@dataclass(frozen=True)
class Place:
    """A page that may be linked to: its title and its address."""

    key: int
    tree_path: str
    title: str
    address: str


def places(keys: Collection[int], tree_paths: Collection[str] = ()) -> list[Place]:
    """The pages of these keys and at these places of the tree that everybody may read, in the tree's order."""
    if not keys and not tree_paths:
        return []
    rows = SitePage.objects.shown().filter(Q(pk__in=keys) | Q(path__in=tree_paths)).annotate(root=root_url_path())
    return [
        Place(key, tree_path, title, address_below(root, url_path))
        for key, tree_path, title, url_path, root in rows.order_by("path").values_list(
            "pk", "path", "title", "url_path", "root"
        )
    ]


def site_context(found: SiteReferences, pages: Collection[Place] | None = None) -> SiteContext:
    """The context in which everything that refers to no more than `found` can be shown.

    `pages` are the pages referred to, where they are known already.
    """
    known = places(found.pages) if pages is None else pages
    return SiteContext(
        media=MediaLookup(found),
        addresses={place.key: place.address for place in known},
        shelves={shelf: cards(shelf) for shelf in found.shelves},
        categories=categories() if found.wants_categories else (),
    )


def cards(shelf: Shelf) -> list[dict[str, Any]]:
    """The published courses of a row, as the catalogue lists them. One query."""
    if shelf.rule == "chosen" and not shelf.chosen:
        return []
    filters = Filters(
        category=(shelf.category,) if shelf.category else (),
        featured=shelf.rule == "featured",
        chosen=shelf.chosen,
    )
    courses = find_courses(filters, sort=SORTS[shelf.rule], size=shelf.size)
    if shelf.chosen:
        courses.sort(key=lambda course: shelf.chosen.index(course.course))
    return [{"document": json.loads(course.card), "live": course.live} for course in courses]


def categories() -> list[dict[str, Any]]:
    """All categories in their order, with the number of courses that the catalogue lists there. One query."""
    published = CourseDocument.objects.live().filter(
        category=OuterRef("pk"), course__availability=Availability.PUBLISHED, course__is_paused=False
    )
    counts = published.order_by().values("category").annotate(count=Count("course", distinct=True)).values("count")
    rows = Category.objects.annotate(course_count=Coalesce(Subquery(counts, output_field=IntegerField()), 0))
    return [dict(row) for row in rows.values("slug", "name", "description", "course_count")]
