"""One's notices in the editor: a page, a menu entry that counts, and a panel on the first page."""

from copy import copy
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from notices.letters import site_link
from notices.models import Notice
from notices.operations import mark_all_read, mark_read

SHOWN = 100
SHOWN_AT_HOME = 5


class MyNotices(WagtailAdminTemplateMixin, TemplateView):
    """The latest notices, newest first."""

    template_name = "notices/admin/notices.html"
    page_title = _("Notices")
    header_icon = "mail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notices = Notice.objects.of(self.request.user).order_by("-created_at", "-pk")[:SHOWN]
        return super().get_context_data(**kwargs) | {"notices": notices}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": reverse("my_notices"), "label": self.page_title}]

    def post(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        mark_all_read(person, actor=person)
        return redirect("my_notices")


class OpenNotice(View):
    """Marks the notice read and goes where it leads."""

    def post(self, request: HttpRequest, public_id: Any) -> HttpResponse:
        person: Any = request.user
        notice = get_object_or_404(Notice.objects.of(person), public_id=public_id)
        mark_read(notice, actor=person)
        if not notice.url:
            return redirect("my_notices")
        return redirect(site_link(notice.url) if notice.url.startswith("/") else notice.url)


class NoticesPanel(Component):
    """What is new since one looked last."""

    name = "notices"
    template_name = "notices/admin/panel.html"
    order = 5

    def __init__(self, notices: list[Notice]) -> None:
        self.notices = notices

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        # Laces renders a panel without the request, and its buttons need the token.
        return {"notices": self.notices, "csrf_token": parent_context.get("csrf_token")}


def addresses() -> list[Any]:
    return [
        path("notices/", MyNotices.as_view(), name="my_notices"),
        path("notices/<uuid:public_id>/", OpenNotice.as_view(), name="open_notice"),
    ]


def panel(request: HttpRequest, panels: list[Any]) -> None:
    unread = list(Notice.objects.of(request.user).unread().order_by("-created_at", "-pk")[:SHOWN_AT_HOME])
    if unread:
        panels.insert(0, NoticesPanel(unread))


class NoticesMenuItem(MenuItem):
    """Says how many are unread. The item is made once and shown to everybody, so it is copied before it counts."""

    def render_component(self, request: HttpRequest) -> Any:
        shown = copy(self)
        if count := Notice.objects.of(request.user).unread().count():
            shown.label = _("Notices (%(count)d)") % {"count": count}
        return MenuItem.render_component(shown, request)


def menu_item() -> MenuItem:
    return NoticesMenuItem(_("Notices"), reverse("my_notices"), name="notices", icon_name="mail", order=50)


hooks.register("register_admin_urls", addresses)
hooks.register("register_admin_menu_item", menu_item)
# After the panels by role, which start from an empty page.
hooks.register("construct_homepage_panels", panel, order=100)
