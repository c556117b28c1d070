"""Where administrators keep the lists by which courses are sorted."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, TitleFieldPanel
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from taxonomy.models import Category, Level, Style

ADDRESS_HELP = _("Part of addresses and filters. Links that people kept stop working when it changes.")


def term_panels(*extra: Any) -> list[Any]:
    return [
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        *extra,
        FieldPanel("description", help_text=_("One sentence for people who do not know the word.")),
        FieldPanel("slug", help_text=ADDRESS_HELP),
    ]


class TermDeleteView(DeleteView):
    """Deletes a term that nothing uses; one in use stays, and the administrator is told."""

    def form_valid(self, form: Any) -> HttpResponse:
        if self.usage and self.usage.is_protected:
            return self.keep(self.usage.count())
        try:
            with transaction.atomic():
                response: HttpResponse = super().form_valid(form)
        except ProtectedError as error:
            return self.keep(len(error.protected_objects))
        return response

    def keep(self, uses: int) -> HttpResponse:
        message = ngettext(
            "“%(term)s” is still used in %(uses)s place and stays. Give that another term first.",
            "“%(term)s” is still used in %(uses)s places and stays. Give those another term first.",
            uses,
        )
        messages.error(self.request, message % {"term": self.object, "uses": uses})
        return redirect(self.get_success_url())


class TermViewSet(ModelViewSet):
    """What the lists have in common: administrators drag the terms into the order that people see."""

    delete_view_class = TermDeleteView
    search_fields = ["name"]
    search_backend_name = None
    sort_order_field = "position"
    copy_view_enabled = False
    list_per_page = 100


class CategoryViewSet(TermViewSet):
    model = Category
    icon = "folder-open-inverse"
    menu_label = _("Categories")
    panels = term_panels()
    list_display = ["name", "description", "slug"]


class StyleViewSet(TermViewSet):
    model = Style
    icon = "tag"
    menu_label = _("Styles")
    panels = term_panels(FieldPanel("category"))
    list_display = ["name", "category", "description", "slug"]
    list_filter = ["category"]


class LevelViewSet(TermViewSet):
    model = Level
    icon = "order-up"
    menu_label = _("Levels")
    panels = term_panels()
    list_display = ["name", "description", "slug"]


class TermsViewSetGroup(ModelViewSetGroup):
    """Categories, styles and levels, one menu for the three."""

    menu_label = _("Sorting")
    menu_icon = "tag"
    menu_order = 700
    items = (CategoryViewSet("categories"), StyleViewSet("styles"), LevelViewSet("levels"))
