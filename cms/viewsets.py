"""Where administrators read what visitors wrote."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from cms.models import ContactMessage

LONGEST_PREVIEW = 100


class MessagesIndex(generic.IndexView):
    page_title = _("Messages")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("subject", label=_("Message"), accessor=_first_words, get_url=self.get_edit_url),
            Column("name", label=_("From"), sort_key="name"),
            Column("email", label=_("E-mail")),
            BooleanColumn("is_answered", label=_("Answered"), sort_key="is_answered"),
            DateColumn("created_at", label=_("Time"), sort_key="created_at"),
        ]


def _first_words(message: ContactMessage) -> str:
    words = message.subject or message.text
    return words if len(words) <= LONGEST_PREVIEW else f"{words[:LONGEST_PREVIEW].rstrip()}…"


class ContactMessageViewSet(ModelViewSet):
    """Messages are read and ticked off here; they are answered by letter."""

    model = ContactMessage
    url_prefix = "messages"
    menu_name = "messages"
    menu_label = _("Messages")
    menu_order = 640
    icon = "mail"
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_filter = ["is_answered"]
    search_fields = ["name", "email", "subject", "text"]
    ordering = "-created_at"
    index_view_class = MessagesIndex
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name", read_only=True),
                FieldPanel("email", read_only=True),
                FieldPanel("created_at", read_only=True),
                FieldPanel("subject", read_only=True),
                FieldPanel("text", read_only=True),
            ],
            heading=_("Message"),
        ),
        FieldPanel("is_answered"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Nobody adds messages by hand."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "add"]
