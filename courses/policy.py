"""Who may do what in the page tree: owners and accepted co-authors in their courses, administrators everywhere.

The registered policy answers for explorer, editor, choosers and content API; the tester for one page. Rights come from
`Course.owner` and `CourseAuthor`, never from groups, so "add" on the index does not reach the courses below it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.db.models.functions import Left
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from accounts.enums import Role
from courses.enums import AuthorState
from courses.models import COURSE_DEPTH, COURSE_PATH_LENGTH, Course, CourseAuthor, CourseIndexPage, CoursePage

AUTHOR_ACTIONS = frozenset({"add", "change", "bulk_delete"})
EXPLORE_ACTIONS = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


@dataclass(frozen=True)
class Rights:
    """What a person may do by owning or co-authoring: course paths with the owner's flag, and new courses."""

    courses: Mapping[str, bool]
    index: CourseIndexPage | None

    def actions_on(self, path: str) -> frozenset[str]:
        if path[:COURSE_PATH_LENGTH] in self.courses and len(path) >= COURSE_PATH_LENGTH:
            return AUTHOR_ACTIONS
        if self.index is not None and path == self.index.path:
            return frozenset({"add"})
        return frozenset()

    def owns(self, path: str) -> bool:
        return self.courses.get(path[:COURSE_PATH_LENGTH], False)


def rights_of(user: Any) -> Rights:
    """The person's rights in the tree, read once for each user object (for each request, that is)."""
    held: Rights | None = user.__dict__.get("_course_rights") if hasattr(user, "__dict__") else None
    if held is None:
        held = read_rights(user)
        user.__dict__["_course_rights"] = held
    return held


def forget_rights(user: Any) -> None:
    """Read the rights anew on the next question; called when a course is made within the same request."""
    for name in ("_course_rights", "_page_permission_cache", "_explorable_root_page_cache"):
        user.__dict__.pop(name, None)


def read_rights(user: Any) -> Rights:
    if not user.is_active or user.is_anonymous:
        return Rights({}, None)
    mine = Course.objects.editable_by(user)
    rows = CoursePage.objects.filter(course__in=mine).values_list("path", "course__owner_id")
    courses = {path: owner_id == user.pk for path, owner_id in rows}
    may_create = user.has_role(Role.PRODUCER)
    index = CourseIndexPage.objects.first() if may_create or courses else None
    return Rights(courses, index)


@dataclass(frozen=True)
class Grant:
    """Stands where Wagtail expects a group's permission on a page."""

    page: Page
    permission: Permission

    @property
    def page_id(self) -> int:
        return int(self.page.pk)


class CoursePagePermissionPolicy(PagePermissionPolicy):
    """Wagtail's policy, to which owners' and co-authors' rights are added. Group permissions stay for site pages."""

    def tester(self, user: Any, page: Page) -> "CoursePagePermissionTester":
        """What the editor asks about one page of the course tree; the pages ask the policy for it."""
        return CoursePagePermissionTester(user, page)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        if super().user_has_any_permission(user, actions):
            return True
        rights = rights_of(user) if user.is_active and not user.is_anonymous else Rights({}, None)
        wanted = set(actions)
        return bool((rights.courses and wanted & AUTHOR_ACTIONS) or (rights.index and "add" in wanted))

    def get_all_permissions_for_user(self, user: Any) -> Any:
        groups = super().get_all_permissions_for_user(user)
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return groups
        rights = rights_of(user)
        grants: list[Any] = list(groups)
        if rights.courses:
            pages = Page.objects.filter(path__in=rights.courses)
            grants += [Grant(page, self.add_permission) for page in pages]
        return grants

    @cached_property
    def add_permission(self) -> Permission:
        return Permission.objects.get(content_type__app_label="wagtailcore", codename="add_page")

    def actions_for(self, user: Any, page: Page) -> frozenset[str]:
        """The names of what the person may do to this page; not asked for administrators."""
        if not user.is_active or user.is_anonymous:
            return frozenset()
        grouped = (
            {
                grant.permission.codename.rsplit("_", maxsplit=1)[0]
                for grant in super().get_all_permissions_for_user(user)
                if page.path.startswith(grant.page.path)
            }
            if self.has_groups(user)
            else set()
        )
        return rights_of(user).actions_on(page.path) | grouped

    def has_groups(self, user: Any) -> bool:
        """Whether any group of the person's has permissions on pages; read once for each user object."""
        held: bool | None = user.__dict__.get("_has_page_groups")
        if held is None:
            held = bool(super().get_all_permissions_for_user(user))
            user.__dict__["_has_page_groups"] = held
        return held

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Page) -> bool:
        base = self._base_user_has_permission(user)
        if base is not None:
            return bool(base)
        return bool(set(actions) & self.actions_for(user, instance))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        if user.is_anonymous:
            return self.model._default_manager.none()
        rights = rights_of(user)
        wanted = set(actions)
        here = Q(pk__in=[])
        if wanted & AUTHOR_ACTIONS and rights.courses:
            here |= Q(course_prefix__in=list(rights.courses))
        if "add" in wanted and rights.index is not None:
            here |= Q(pk=rights.index.pk)
        if self.has_groups(user):
            grouped = super().instances_user_has_any_permission_for(user, wanted)
            here |= Q(pk__in=grouped.values("pk"))
        return self.found_by(here)

    def found_by(self, here: Q) -> QuerySet[Any]:
        """Pages of the policy's own type. The condition stands apart, since search cannot read what it is made of."""
        return self.model._default_manager.filter(pk__in=with_course_prefix(Page.objects).filter(here).values("pk"))

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Page, include_superusers: bool = True
    ) -> QuerySet[Any]:
        people = super().users_with_any_permission_for_instance(actions, instance, include_superusers)
        course = CoursePage.objects.filter(path=instance.path[:COURSE_PATH_LENGTH]).first()
        if course is None or not set(actions) & AUTHOR_ACTIONS:
            return people
        accepted = CourseAuthor.objects.filter(course=course.course_id, state=AuthorState.ACCEPTED)
        everyone = get_user_model()._default_manager.filter(is_active=True)
        return everyone.filter(
            Q(pk__in=people.values("pk")) | Q(pk=course.course.owner_id) | Q(pk__in=accepted.values("person"))
        )

    def instances_with_direct_explore_permission(self, user: Any) -> Any:
        if user.is_superuser:
            return super().instances_with_direct_explore_permission(user)
        rights = rights_of(user)
        pages = [grant.page for grant in super().get_all_permissions_for_user(user)] if self.has_groups(user) else []
        if rights.index is not None:
            pages.append(rights.index.page_ptr)
        return pages

    def explorable_instances(self, user: Any) -> QuerySet[Any]:
        base = self._base_queryset_for_user(user)
        if base is not None:
            return base
        if user.is_anonymous:
            return self.model._default_manager.none()
        rights = rights_of(user)
        here = Q(course_prefix__in=list(rights.courses))
        if rights.index is not None:
            here |= Q(pk=rights.index.pk)
        if self.has_groups(user):
            grouped = PagePermissionPolicy.explorable_instances(GroupsOnly(self.model), user)
            here |= Q(pk__in=grouped.values("pk"))
        return self.found_by(here)


class GroupsOnly(PagePermissionPolicy):
    """Wagtail's own policy with a cache apart, for people whose groups have permissions on site pages."""

    permission_cache_name = "_group_page_permission_cache"


def with_course_prefix(pages: Any) -> QuerySet[Any]:
    """Pages with the path of their course beside them; an index of the same expression finds them by it."""
    return pages.alias(course_prefix=Left("path", COURSE_PATH_LENGTH))


class CoursePagePermissionTester(PagePermissionTester):
    """One page of the course tree and one person. Publishing is refused to everybody (DESIGN 3)."""

    def __init__(self, user: Any, page: Page) -> None:
        self.user = user
        self.page = page
        self.permission_policy = policy_registry.get(page)
        self.page_is_root = False
        self.is_administrator = bool(user.is_active and user.is_superuser)
        self.permissions: frozenset[str] = frozenset()
        if user.is_active and not user.is_superuser:
            self.permissions = self.permission_policy.actions_for(user, page)
        self.is_index = (page.depth or 0) < COURSE_DEPTH

    @property
    def is_course(self) -> bool:
        return bool(self.page.depth == COURSE_DEPTH)

    @property
    def is_owner(self) -> bool:
        return self.is_administrator or (self.user.is_active and rights_of(self.user).owns(self.page.path))

    def may(self, action: str) -> bool:
        return self.is_administrator or action in self.permissions

    def can_edit(self) -> bool:
        return not self.is_index and self.may("change")

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """What was published is hidden instead, see `courses.operations.removal`; here only who may ask."""
        return self.can_edit() and (not self.is_course or self.is_owner)

    def can_move(self) -> bool:
        return self.can_edit() and not self.is_course

    def can_copy(self) -> bool:
        return self.can_edit() and (not self.is_course or self.is_owner)

    def can_reorder_children(self) -> bool:
        return self.can_edit()

    def can_publish(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_set_view_restrictions(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return False

    def can_submit_for_moderation(self) -> bool:
        return False

    def can_lock(self) -> bool:
        return self.is_administrator and not self.is_index

    def can_view_revisions(self) -> bool:
        return self.can_edit()
