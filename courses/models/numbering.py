"""Display numbers of chapters and lessons in the workshop ("1.2.3"): they follow from the tree, nothing stores them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from wagtail.models import Page

from courses.enums import NodeKind
from courses.models.tree import COURSE_DEPTH, CourseTreePage


def display_number(page: CourseTreePage) -> str:
    """The number of a chapter or lesson among those not removed; empty for a course and for a page not yet stored."""
    if page.pk is None or page.depth <= COURSE_DEPTH:
        return ""
    before = Q()
    for depth in range(COURSE_DEPTH + 1, page.depth + 1):
        above, here = page.path[: (depth - 1) * Page.steplen], page.path[: depth * Page.steplen]
        before |= Q(depth=depth, path__startswith=above, path__lt=here)
    counted = dict(_present().filter(before).order_by().values_list("depth").annotate(Count("pk")))
    return ".".join(str(counted.get(depth, 0) + 1) for depth in range(COURSE_DEPTH + 1, page.depth + 1))


@dataclass(frozen=True)
class OutlineEntry:
    """A chapter or lesson in the outline of a draft."""

    title: str
    number: str
    level: int
    is_lesson: bool


def draft_outline(page: CourseTreePage) -> list[OutlineEntry]:
    """The chapters and lessons below the page as its authors see them now, in reading order, without removed ones."""
    if page.pk is None:
        return []
    lessons = {
        pk
        for kind in _kinds()
        if kind.node_kind == NodeKind.LESSON
        for pk in kind.objects.descendant_of(page).values_list("pk", flat=True)
    }
    pages = _present().descendant_of(page).order_by("path")
    return list(_numbered(pages.values_list("pk", "path", "depth", "draft_title"), page, lessons))


def _numbered(
    below: Iterable[tuple[int, str, int, str]], top: CourseTreePage, lessons: set[int]
) -> Iterator[OutlineEntry]:
    numbers: list[int] = []
    prefix = [number] if (number := display_number(top)) else []
    shown = {top.path}
    for pk, path, depth, title in below:
        if path[: -Page.steplen] not in shown:
            continue
        shown.add(path)
        level = depth - top.depth
        numbers = [*numbers[: level - 1], (numbers[level - 1] if len(numbers) >= level else 0) + 1]
        yield OutlineEntry(title, ".".join([*prefix, *map(str, numbers)]), level, pk in lessons)


def _kinds() -> list[Any]:
    return [kind for kind in CourseTreePage.__subclasses__() if kind.node_kind != NodeKind.COURSE]


def _present() -> Any:
    removed = Q()
    for kind in _kinds():
        removed |= Q(Exists(kind.objects.filter(pk=OuterRef("pk"), removed_at__isnull=False)))
    return Page.objects.exclude(removed)
