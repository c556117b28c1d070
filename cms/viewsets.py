"""Where administrators read what visitors wrote."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from cms.models import ContactMessage


class ContactMessageViewSet(ModelViewSet):
    """Messages are read and ticked off here; they are answered by letter."""

    model = ContactMessage
    url_prefix = "messages"
    menu_name = "messages"
    menu_label = _("Messages")
    menu_order = 640
    icon = "comment"
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_filter = ["is_answered"]
    search_fields = ["name", "email", "subject", "text"]
    ordering = "-created_at"
    list_display = ["__str__", "name", "email", BooleanColumn("is_answered"), DateColumn("created_at")]
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
