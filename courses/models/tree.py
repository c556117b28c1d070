"""What every page of the course tree obeys, whichever door it came through: editor, content API, copy or command."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from courses.enums import NodeKind
from courses.errors import (
    CoursePagesAreDrafts,
    CoursePagesHaveNoAlias,
    LessonStaysInItsCourse,
    PublishedPagesStay,
    TooDeep,
)

DEEPEST_CHAPTER = 50

# The index stands under the tree's root, courses under the index; a path has four letters for each level.
COURSE_DEPTH = 3
COURSE_PATH_LENGTH = COURSE_DEPTH * Page.steplen
DEEPEST_LESSON = COURSE_DEPTH + DEEPEST_CHAPTER + 1


class CourseTreePage(Page):
    """What course, chapter and lesson share: drafts for ever, a workflow held by the course alone, no public face.

    `removed_at` and `was_published` describe the place in the tree, not its text: they act at once and no revision
    brings an old value back. Slugs are random: nobody sees them, and a clash must not tell of a page one may not see.
    """

    node_kind: ClassVar[NodeKind | None] = None

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    was_published = models.BooleanField(default=False, editable=False)

    is_creatable = False
    has_workflow = False
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    exclude_fields_in_copy: ClassVar[list[str]] = ["removed_at", "was_published"]

    class Meta:
        abstract = True

    @property
    def course_path(self) -> str:
        """The tree path of the course page above (or of this one)."""
        return str(self.path)[:COURSE_PATH_LENGTH]

    @property
    def chapter_level(self) -> int:
        """0 for a course, 1 for what stands directly under it, and so on down."""
        return int(self.depth) - COURSE_DEPTH

    @property
    def status_string(self) -> Any:
        """What the editor's lists call it. Pages of a course are never live themselves (DESIGN 3)."""
        if self.removed_at:
            return _("removed")
        return _("published with the course") if self.was_published else _("not published yet")

    def get_workflow(self) -> None:
        return None

    def permissions_for_user(self, user: Any) -> Any:
        return policy_registry.get(self).tester(user, self)

    def with_content_json(self, content: dict[str, Any]) -> "CourseTreePage":
        page: CourseTreePage = super().with_content_json(content)
        page.removed_at = self.removed_at
        page.was_published = self.was_published
        page.slug = self.slug
        page.go_live_at = page.expire_at = None
        return page

    def prepare_as_new(self) -> None:
        """Give a page about to be stored for the first time what is its own: address, identity, a clean past."""
        if self.alias_of_id:
            raise CoursePagesHaveNoAlias
        if self.chapter_level > DEEPEST_CHAPTER + (self.node_kind == NodeKind.LESSON):
            raise TooDeep(deepest=DEEPEST_CHAPTER)
        self.slug = new_page_slug(self.node_kind)
        self.removed_at = None
        self.was_published = False

    def save(self, *args: Any, **kwargs: Any) -> Any:
        self.keep_as_draft()
        if self._state.adding:
            self.prepare_as_new()
        return super().save(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding and not self.slug:
            self.slug = new_page_slug(self.node_kind)
        super().full_clean(*args, **kwargs)

    def keep_as_draft(self) -> None:
        self.live = False
        self.expired = False
        self.go_live_at = None
        self.expire_at = None

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        kwargs["approved_go_live_at"] = None
        return super().save_revision(*args, **kwargs)

    def publish(self, *args: Any, **kwargs: Any) -> None:
        """Refuse: only an approved submission makes anything public (DESIGN 3)."""
        raise CoursePagesAreDrafts

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Refuse, as `publish` does; withdrawing a course is an operation on the course."""
        raise CoursePagesAreDrafts

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Delete what was never published; `courses.operations.removal` decides, and hides the rest."""
        if self.was_published:
            raise PublishedPagesStay(title=self.title)
        return super().delete(*args, **kwargs)

    def can_move_to(self, parent: Page) -> bool:
        """Within its course, and no deeper than chapters may go; a course itself stays where it is."""
        if self.node_kind == NodeKind.COURSE or not super().can_move_to(parent):
            return False
        return self.is_in_course_of(parent) and self.fits_under(parent)

    def is_in_course_of(self, page: Page) -> bool:
        return str(page.path)[:COURSE_PATH_LENGTH] == self.course_path

    def fits_under(self, parent: Page) -> bool:
        """Whether this page with all that stands below it stays within the deepest chapter under `parent`."""
        down = parent.depth + 1 - self.depth
        if self.node_kind is None or is_too_deep(self.node_kind, parent):
            return False
        if down <= 0:
            return True
        deepest = Page.objects.descendant_of(self, inclusive=True).aggregate(deepest=models.Max("depth"))["deepest"]
        return bool((deepest or self.depth) + down <= DEEPEST_LESSON)

    def move(self, target: Page, pos: str | None = None, user: Any = None) -> None:
        parent = target if pos in {"first-child", "last-child", "sorted-child"} else target.get_parent()
        self.refuse_move(parent)
        super().move(target, pos=pos, user=user)

    def refuse_move(self, parent: Page) -> None:
        """Say why the page cannot stand under `parent`, if it cannot."""
        if not self.is_in_course_of(parent):
            raise LessonStaysInItsCourse
        if not self.fits_under(parent):
            raise TooDeep(deepest=DEEPEST_CHAPTER)


class CourseIndexPage(Page):
    """The one page under which all courses stand."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = ["courses.CoursePage"]
    has_workflow = False
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("courses")

    def get_workflow(self) -> None:
        return None

    def permissions_for_user(self, user: Any) -> Any:
        return policy_registry.get(self).tester(user, self)

    @classmethod
    def the_one(cls) -> Self:
        """The index, which a migration made."""
        return cls.objects.get()


def new_page_slug(kind: NodeKind | None) -> str:
    return f"{kind or 'page'}-{uuid.uuid4().hex}"


def is_too_deep(kind: NodeKind | None, parent: Page) -> bool:
    """Whether a page of `kind` under `parent` would stand below the deepest chapter allowed."""
    level = parent.depth + 1 - COURSE_DEPTH
    return level > DEEPEST_CHAPTER + (kind == NodeKind.LESSON)
