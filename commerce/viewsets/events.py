"""What the provider told us: searched, read as it came, and worked once more. For administrators."""

import json
from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic

from commerce.models import StripeEvent
from commerce.operations.events import order_of, replay_event
from commerce.views.access import ForAdministrators
from commerce.viewsets.base import DeskViewSet


def standing(event: StripeEvent) -> str:
    """What became of it, in a word."""
    if event.worked_at is not None:
        return str(_("Worked"))
    return str(_("Failed, tried again")) if event.error else str(_("Waiting"))


class EventsIndex(generic.IndexView):
    page_title = _("Events")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("event_id", label=_("Event"), get_url=self.get_inspect_url),
            Column("kind", label=_("Kind"), sort_key="kind"),
            Column("state", label=_("State"), accessor=standing),
            DateColumn("received_at", label=_("Received"), sort_key="received_at"),
        ]

    def get_base_queryset(self) -> QuerySet[StripeEvent]:
        return StripeEvent.objects.defer("body")


class EventPage(generic.InspectView):
    template_name = "commerce/event.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        event = self.object
        raw = bytes(event.body).decode("utf-8", "replace")
        with suppress(ValueError):
            raw = json.dumps(json.loads(raw), indent=2, ensure_ascii=False)
        return super().get_context_data(**kwargs) | {
            "event": event,
            "standing": standing(event),
            "order": order_of(event),
            "raw": raw,
        }


class Replay(ForAdministrators, generic.WagtailAdminTemplateMixin, FormView):
    """Works an event once more, by a job; whatever it says, what is true is asked for."""

    form_class = forms.Form
    http_method_names = ["post"]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        event = get_object_or_404(StripeEvent, pk=self.kwargs["pk"])
        replay_event(event, actor=self.request.user)
        messages.success(self.request, _("It is worked once more in a moment."))
        return redirect("stripe_events:inspect", event.pk)


class StripeEventViewSet(DeskViewSet):
    model = StripeEvent
    url_prefix = "stripe-events"
    menu_name = "stripe-events"
    menu_label = _("Payment events")
    menu_order = 95
    icon = "history"
    list_filter = {"kind": ["exact"], "worked_at": ["isnull"], "received_at": ["date"]}
    search_fields = ["event_id", "kind", "error"]
    ordering = "-received_at"
    index_view_class = EventsIndex
    inspect_view_class = EventPage
    inspect_template_name = "commerce/event.html"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("<int:pk>/replay/", Replay.as_view(), name="replay")]
