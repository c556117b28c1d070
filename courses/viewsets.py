"""What administrators keep lists of, and choose from."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.models import ChecklistItem, Course
from courses.models.course import reads_everything


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


class CourseFilterForm(BaseFilterForm):
    """Courses by a word of their title."""

    q = forms.CharField(label=_("Title"), required=False, max_length=100)

    def filter(self, objects: Any) -> Any:
        if word := self.cleaned_data.get("q"):
            self.is_searching = True
            self.search_query = word
            return objects.filter(title__icontains=word)
        return objects


class PublishedCoursesMixin:
    """Lists what everybody may find, with its producer; for who writes pages of the site, or paths of courses."""

    filter_form_class = CourseFilterForm

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not reads_everything(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_object_list(self) -> Any:
        return Course.objects.published().select_related("owner").order_by("title", "pk")

    @property
    def columns(self) -> list[Any]:
        return [*super().columns, Column("owner", label=_("Producer"))]  # type: ignore[misc]


class CourseChooseView(PublishedCoursesMixin, chooser.ChooseView):
    pass


class CourseChooseResultsView(PublishedCoursesMixin, chooser.ChooseResultsView):
    pass


class CourseChosenView(PublishedCoursesMixin, chooser.ChosenView):
    def get_object(self, pk: Any) -> Any:
        return self.get_object_list().get(pk=pk)


class CourseChooserViewSet(ChooserViewSet):
    """Chooses published courses for pages of the site and for paths."""

    model = Course
    icon = "list-ul"
    choose_one_text = _("Choose a course")
    choose_another_text = _("Choose another course")
    choose_view_class = CourseChooseView
    choose_results_view_class = CourseChooseResultsView
    chosen_view_class = CourseChosenView
