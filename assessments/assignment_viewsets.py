"""Assignments in the admin: a list, forms, versions and a chooser, each showing only what the person may use."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import CreateView, DeleteView, SnippetViewSet

from assessments.errors import AssignmentWasHandedIn
from assessments.forms import AssignmentForm
from assessments.models import Assignment
from assessments.panels import BriefPanel


class AssignmentCreateView(CreateView):
    def get_initial_form_instance(self) -> Assignment:
        return Assignment(owner=self.request.user)


class AssignmentDeleteView(DeleteView):
    """Deletes one's own. Wagtail's view asks about assignments in general, not about this one."""

    def get_queryset(self) -> Any:
        person = self.request.user
        return Assignment.objects.all() if person.is_superuser else Assignment.objects.filter(owner=person)

    def delete_action(self) -> None:
        if self.object.briefs.exists():
            raise AssignmentWasHandedIn(title=self.object.title)
        super().delete_action()


class OwnAssignmentsMixin:
    request: Any

    def get_object_list(self) -> Any:
        policy = policy_registry.get_by_type(Assignment)
        return policy.instances_user_has_any_permission_for(self.request.user, ["choose"])


class AssignmentChooseView(OwnAssignmentsMixin, chooser.ChooseView):
    pass


class AssignmentChooseResultsView(OwnAssignmentsMixin, chooser.ChooseResultsView):
    pass


class AssignmentChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = AssignmentChooseView
    choose_results_view_class = AssignmentChooseResultsView


class AssignmentViewSet(SnippetViewSet):
    model = Assignment
    icon = "edit"
    menu_label = _("Assignments")
    menu_name = "assignments"
    menu_order = 325
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = AssignmentCreateView
    delete_view_class = AssignmentDeleteView
    chooser_viewset_class = AssignmentChooserViewSet
    list_display = ["title", UpdatedAtColumn()]
    edit_handler = ObjectList(
        [
            FieldPanel("title", classname="title"),
            BriefPanel(),
            FieldPanel("brief"),
            FieldPanel("master_clip"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("takes_text"), FieldPanel("takes_files")]),
                    FieldRowPanel([FieldPanel("takes_sound"), FieldPanel("takes_video")]),
                    FieldPanel("most_files"),
                ],
                heading=_("What may be handed in"),
            ),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("due_days"), FieldPanel("due_on")]),
                    FieldPanel("late_rule"),
                    FieldRowPanel([FieldPanel("late_percent_per_day"), FieldPanel("late_percent_most")]),
                    FieldPanel("resubmissions"),
                ],
                heading=_("When"),
            ),
            MultiFieldPanel([FieldPanel("points"), FieldPanel("rubric")], heading=_("Marks")),
        ],
        base_form_class=AssignmentForm,
    )

    def get_queryset(self, request: Any) -> Any:
        policy = policy_registry.get_by_type(Assignment)
        return policy.instances_user_has_any_permission_for(request.user, ["change"])
