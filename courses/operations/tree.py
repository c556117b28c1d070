"""Making and changing the course tree. What editor and content API must keep as well stands in the models."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from courses.enums import NodeKind
from courses.errors import BadContent, NotACoursePlace, TooDeep
from courses.models import (
    DEEPEST_CHAPTER,
    ChapterPage,
    CourseIndexPage,
    CoursePage,
    CourseTreePage,
    Lesson,
    LessonPage,
)
from courses.models.tree import is_too_deep, new_page_slug
from courses.operations.indexing import index_pages
from kit import clock

PAGE_OF: dict[NodeKind, type[CourseTreePage]] = {NodeKind.CHAPTER: ChapterPage, NodeKind.LESSON: LessonPage}
STREAMS = ("content", "resources", "outcomes", "requirements", "certificate")


@dataclass(frozen=True, slots=True)
class Sketch:
    """A chapter or lesson still to be made, with what stands below it. `fields` may hold raw stream lists."""

    kind: NodeKind
    title: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    children: Sequence["Sketch"] = ()


@transaction.atomic
def create_course(owner: Any, *, title: str, actor: Any, language: str = "en", **fields: Any) -> CoursePage:
    """A new course, empty and unpublished, that belongs to `owner`."""
    page = CoursePage(owner=owner, language=language, **given(CoursePage, {"title": title, **fields}))
    index = CourseIndexPage.the_one()
    index.add_child(instance=page)
    page.save_revision(user=actor, clean=False)
    return page


def add_chapter(parent: Page, *, title: str, actor: Any, **fields: Any) -> ChapterPage:
    """A new chapter, last under a course or a chapter."""
    page = add_many(parent, [Sketch(NodeKind.CHAPTER, title, fields)], actor=actor)[0]
    return cast(ChapterPage, page)


def add_lesson(
    parent: Page, *, title: str, actor: Any, content: Sequence[Mapping[str, Any]] = (), **fields: Any
) -> LessonPage:
    """A new lesson, last under a course or a chapter; `content` is the stream's raw list of blocks."""
    page = add_many(parent, [Sketch(NodeKind.LESSON, title, {"content": content, **fields})], actor=actor)[0]
    return cast(LessonPage, page)


@transaction.atomic
def add_many(parent: Page, sketches: Sequence[Sketch], *, actor: Any) -> list[CourseTreePage]:
    """Chapters and lessons, last under `parent`, in reading order with all that stands below them.

    Made for thousands at once: a handful of statements for each page. The returned pages are stored and have their
    first revision; index and references follow when the transaction is committed.
    """
    given_parent, parent = parent, Page.objects.select_for_update(of=("self",), no_key=True).get(pk=parent.pk).specific
    if not isinstance(parent, CoursePage | ChapterPage):
        raise NotACoursePlace
    course = CoursePage.objects.select_related("course").get(path=parent.course_path)
    pages = lay_out(parent, sketches, course)
    if pages:
        store(pages)
        given_parent.numchild = parent.numchild + len(sketches)
        Page.objects.filter(pk=parent.pk).update(numchild=given_parent.numchild)
        store_first_revisions(pages, actor)
        for page in pages:
            if page.depth == parent.depth + 1:
                log(instance=page, action="wagtail.create", user=actor, content_changed=True)
        index_pages([page.pk for page in pages])
    return pages


def lay_out(parent: CourseTreePage, sketches: Sequence[Sketch], course: CoursePage) -> list[CourseTreePage]:
    """The pages still unsaved, each with its place in the tree, parents before children."""
    pages: list[CourseTreePage] = []

    def place(above: CourseTreePage, below: Sequence[Sketch], first_step: int) -> None:
        for step, sketch in enumerate(below, start=first_step):
            if is_too_deep(sketch.kind, above):
                raise TooDeep(deepest=DEEPEST_CHAPTER)
            model = PAGE_OF.get(sketch.kind)
            if model is None or not isinstance(above, CoursePage | ChapterPage):
                raise NotACoursePlace
            page = model(
                owner_id=course.course.owner_id,
                locale_id=course.locale_id,
                live=False,
                has_unpublished_changes=True,
                slug=new_page_slug(sketch.kind),
                depth=above.depth + 1,
                path=Page._get_path(above.path, above.depth + 1, step),
                numchild=len(sketch.children),
                **given(model, {"title": sketch.title, **sketch.fields}),
            )
            page.draft_title = page.title
            page.set_url_path(above)
            pages.append(page)
            place(page, sketch.children, 1)

    last = parent.get_children().order_by("path").last()
    place(parent, sketches, last._get_lastpos_in_path() + 1 if last else 1)
    lessons = [page for page in pages if isinstance(page, LessonPage)]
    rows = Lesson.objects.bulk_create(Lesson(course_id=course.course_id) for _lesson in lessons)
    for page, row in zip(lessons, rows, strict=True):
        page.lesson = row
    return pages


def store(pages: Sequence[CourseTreePage]) -> None:
    """Insert page rows in one go, then each page's own row. (Django cannot bulk-insert inherited tables.)"""
    shared = [one for one in Page._meta.concrete_fields if not one.primary_key]
    bases = Page.objects.bulk_create(
        [Page(**{one.attname: getattr(page, one.attname) for one in shared}) for page in pages], batch_size=500
    )
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = page.page_ptr_id = base.pk
    for model in {type(page) for page in pages}:
        own = list(model._meta.local_concrete_fields)
        insert_rows(model, own, [page for page in pages if type(page) is model])


def insert_rows(model: type[CourseTreePage], own: Sequence[Any], pages: Sequence[CourseTreePage]) -> None:
    for start in range(0, len(pages), 500):
        batch = pages[start : start + 500]
        model._base_manager._insert(batch, fields=own, using=pages[0]._state.db or "default")
        for page in batch:
            page._state.adding = False
            page._state.db = "default"


def store_first_revisions(pages: Sequence[CourseTreePage], actor: Any) -> None:
    now = clock.now()
    base_content_type = pages[0].get_base_content_type()
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=page.content_type,
                base_content_type=base_content_type,
                object_id=str(page.pk),
                object_str=str(page),
                user=actor,
                created_at=now,
                content=page.serializable_data(),
            )
            for page in pages
        ],
        batch_size=200,
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = revision
        page.latest_revision_created_at = now
    Page.objects.bulk_update(
        [
            Page(pk=page.pk, latest_revision_id=page.latest_revision_id, latest_revision_created_at=now)
            for page in pages
        ],
        ["latest_revision", "latest_revision_created_at"],
        batch_size=500,
    )


def given(model: type[CourseTreePage], values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` checked against the model's fields; streams from raw lists. Drafts may be empty but never too long."""
    clean: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for name, value in values.items():
        if name in STREAMS:
            clean[name] = value if isinstance(value, str) else json.dumps([with_block_id(block) for block in value])
            continue
        text = value.strip() if isinstance(value, str) else value
        one = model._meta.get_field(name)
        try:
            if one.is_relation or text in (None, ""):
                clean[name] = text
            else:
                clean[name] = one.clean(text, None)
        except ValidationError as error:
            wrong[name] = list(error.messages)
    if not clean.get("title") and "title" not in wrong:
        wrong["title"] = [_("A title is needed.")]
    if wrong:
        raise BadContent(wrong)
    return clean


def with_block_id(block: Mapping[str, Any]) -> dict[str, Any]:
    """The raw block with an id of its own, by which comments and comparisons find it again."""
    return {"id": str(uuid.uuid4()), **block}
