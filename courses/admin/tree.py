"""The course tree in Wagtail's explorer, choosers, move and copy: shown to whom it belongs, with clear refusals."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail.permissions import policy_registry

from courses.errors import CoursePagesAreDrafts, TooDeep
from courses.models import DEEPEST_CHAPTER, CourseTreePage
from courses.models.tree import is_too_deep
from courses.policy import forget_rights
from kit.errors import DomainError

PUBLISHING_ITEMS = frozenset({"action-publish", "action-unpublish", "action-submit", "action-restart-workflow"})
PUBLISHING_ACTIONS = frozenset({"publish", "unpublish"})


@hooks.register("construct_explorer_page_queryset")
def explore_what_one_may(parent: Page, pages: Any, request: HttpRequest) -> Any:
    if not explorable(request).filter(pk=parent.pk).exists():
        raise PermissionDenied
    return pages


@hooks.register("construct_page_chooser_queryset")
def choose_what_one_may(pages: Any, request: HttpRequest) -> Any:
    return pages.filter(pk__in=explorable(request).values("pk"))


def explorable(request: HttpRequest) -> Any:
    return policy_registry.get_by_type(Page).explorable_instances(request.user)


@hooks.register("before_create_page")
def refuse_too_deep(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    if issubclass(page_class, CourseTreePage) and is_too_deep(page_class.node_kind, parent):
        return refuse(request, TooDeep(deepest=DEEPEST_CHAPTER), parent)
    return None


@hooks.register("after_create_page")
def know_the_new_course(request: HttpRequest, page: Page) -> None:
    """The rights read before the page was made do not know it yet."""
    forget_rights(request.user)


@hooks.register("before_move_page")
def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    if isinstance(page, CourseTreePage):
        try:
            page.refuse_move(destination)
        except DomainError as refusal:
            return refuse(request, refusal, page.get_parent())
    return None


@hooks.register("before_publish_page")
@hooks.register("before_unpublish_page")
def refuse_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    if isinstance(page, CourseTreePage):
        return refuse(request, CoursePagesAreDrafts(), page.get_parent())
    return None


@hooks.register("before_bulk_action")
def refuse_bulk_publishing(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    pages = [one.specific for one in objects if isinstance(one, Page)]
    if action_type in PUBLISHING_ACTIONS and any(isinstance(page, CourseTreePage) for page in pages):
        return refuse(request, CoursePagesAreDrafts(), pages[0].get_parent())
    return None


@hooks.register("construct_page_action_menu")
def leave_out_publishing(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    page = context.get("page") or context.get("parent_page")
    if isinstance(page, CourseTreePage) or context.get("view") == "create":
        items[:] = [item for item in items if item.name not in PUBLISHING_ITEMS]


def refuse(request: HttpRequest, refusal: DomainError, parent: Page) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("wagtailadmin_explore", parent.pk)
