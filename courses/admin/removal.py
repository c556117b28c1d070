"""Wagtail's delete views answer "remove from course": deleted when never published, hidden otherwise (DESIGN 3)."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.registry import ActionRegistry
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.utils import type_to_delete_confirmation
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from courses.enums import NodeKind
from courses.models import CourseTreePage
from courses.operations.removal import must_stay, refuse_to_delete_course, remove_page, restore_page
from kit.errors import DomainError


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("courses.remove_page", _("Remove from course"), _("Removed from the course"))
    actions.register_action("courses.restore_page", _("Restore to course"), _("Restored to the course"))


@hooks.register("before_delete_page")
def remove_from_course(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask, then remove. What was never published and asks for nothing more is left to Wagtail's own question."""
    if not isinstance(page, CourseTreePage):
        return None
    parent = page.get_parent()
    if request.method != "POST" and page.node_kind != NodeKind.COURSE and must_stay(page):
        return render(request, "courses/admin/confirm_hide.html", {"page": page, "parent": parent})
    try:
        if page.node_kind == NodeKind.COURSE:
            refuse_to_delete_course(page)
        if request.method != "POST" or not (must_stay(page) or type_to_delete_confirmation(request)):
            return None
        hidden = remove_page(page, actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("wagtailadmin_explore", parent.pk)
    say_removed(request, page, hidden=hidden)
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_explore", args=[parent.pk]))


def say_removed(request: HttpRequest, page: CourseTreePage, *, hidden: bool) -> None:
    if not hidden:
        messages.success(request, _("“%(title)s” was deleted.") % {"title": page.title})
        return
    undo = messages.button(reverse("courses_restore_page", args=[page.pk]), _("Restore"))
    messages.success(request, _("“%(title)s” was removed from the course.") % {"title": page.title}, buttons=[undo])


@hooks.register("before_bulk_action")
def remove_many(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """Runs inside the bulk action's transaction: all of it happens or none."""
    if action_type != "delete" or not objects or not isinstance(objects[0], Page):
        return None
    pages = [page.specific for page in objects]
    if not any(isinstance(page, CourseTreePage) for page in pages):
        return None
    try:
        with transaction.atomic():
            for page in sorted(pages, key=lambda one: one.depth, reverse=True):
                if Page.objects.filter(pk=page.pk).exists():
                    remove_page(page, actor=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect(action.next_url)
    text = ngettext("%(number)d page was removed.", "%(number)d pages were removed.", len(pages))
    messages.success(request, text % {"number": len(pages)})
    return redirect(action.next_url)


class RemoveFromCourseAction(DeletePageAction):
    """What the content API runs for "delete": the same rule as everywhere."""

    def execute(self, *args: Any, skip_permission_checks: bool = False, **kwargs: Any) -> Any:
        page = self.page.specific
        if not isinstance(page, CourseTreePage):
            return super().execute(*args, skip_permission_checks=skip_permission_checks, **kwargs)
        self.check(skip_permission_checks=skip_permission_checks)
        return remove_page(page, actor=self.user)


@hooks.register("register_actions")
def register_actions(registry: ActionRegistry) -> None:
    registry.register(Page, RemoveFromCourseAction)


def restore(request: HttpRequest, page_id: int) -> HttpResponse:
    """POST brings a removed page back; GET asks first, so that a link in a message can lead here."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, CourseTreePage) or not page.permissions_for_user(request.user).can_edit():
        raise Http404
    parent = page.get_parent()
    if request.method == "POST":
        restore_page(page, actor=request.user)
        messages.success(request, _("“%(title)s” is back in the course.") % {"title": page.title})
        return redirect("wagtailadmin_explore", parent.pk)
    return render(request, "courses/admin/confirm_restore.html", {"page": page, "parent": parent})


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [path("courses/pages/<int:page_id>/restore/", restore, name="courses_restore_page")]


@hooks.register("register_page_listing_more_buttons")
def offer_restoring(page: Page, user: Any, next_url: str | None = None) -> Any:
    specific = page.specific_deferred
    if isinstance(specific, CourseTreePage) and specific.removed_at and specific.permissions_for_user(user).can_edit():
        yield Button(
            _("Restore to course"), reverse("courses_restore_page", args=[page.pk]), icon_name="undo", priority=5
        )
