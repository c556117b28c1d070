"""What administrators keep lists of."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import ChecklistItem


class ChecklistViewSet(SnippetViewSet):
    """The questions that every review goes through."""

    model = ChecklistItem
    icon = "list-ol"
    menu_label = _("Review checklist")
    add_to_settings_menu = True
    list_display = ["question", "is_required", "is_active", "position"]
    list_filter = ["is_required", "is_active"]
    ordering = ["position", "pk"]
    panels = [
        FieldPanel("question"),
        FieldPanel("help_text"),
        FieldPanel("position"),
        FieldPanel("is_required"),
        FieldPanel("is_active"),
    ]
