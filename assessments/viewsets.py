"""Quizzes, banks of questions and assignments in the admin: lists, forms, versions, choosers.

Each shows only what the person may use.
"""

from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views import chooser
from wagtail.snippets.views.snippets import CreateView, DeleteView, SnippetViewSet

from assessments.documents.banks import draws_in
from assessments.documents.questions import count_and_total
from assessments.errors import AssignmentWasHandedIn, QuizWasHandedIn
from assessments.forms import AssignmentForm, BankForm, QuizForm
from assessments.models import Assignment, QuestionBank, Quiz
from assessments.operations.banks import hold_unless_drawn_from
from assessments.panels import BriefPanel, DrawnFromPanel, PaperPanel


def question_count(quiz: Quiz) -> int:
    """How many an attempt has."""
    return count_and_total(quiz.questions)[0] + sum(draw.get("draws") or 0 for draw in draws_in(quiz.questions))


class AttemptsColumn(Column):
    """How many were handed in, and the way to how they went."""

    cell_template_name = "assessments/attempts_cell.html"

    def get_cell_context_data(self, instance: Quiz, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "address": reverse("quiz_report", args=[instance.public_id])}


class QuizCreateView(CreateView):
    def get_initial_form_instance(self) -> Quiz:
        return Quiz(owner=self.request.user)


class QuizDeleteView(DeleteView):
    """Deletes one's own. Wagtail's view asks about quizzes in general, not about this one."""

    def get_queryset(self) -> Any:
        person = self.request.user
        return Quiz.objects.all() if person.is_superuser else Quiz.objects.filter(owner=person)

    def delete_action(self) -> None:
        if self.object.papers.exists():
            raise QuizWasHandedIn(title=self.object.title)
        super().delete_action()


class OwnChoicesMixin:
    request: Any
    model_class: Any

    def get_object_list(self) -> Any:
        policy = policy_registry.get_by_type(self.model_class)
        return policy.instances_user_has_any_permission_for(self.request.user, ["choose"])


class QuizChooseView(OwnChoicesMixin, chooser.ChooseView):
    pass


class QuizChooseResultsView(OwnChoicesMixin, chooser.ChooseResultsView):
    pass


class QuizChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = QuizChooseView
    choose_results_view_class = QuizChooseResultsView


class QuizViewSet(SnippetViewSet):
    model = Quiz
    icon = "help"
    menu_label = _("Quizzes")
    menu_name = "quizzes"
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = QuizCreateView
    delete_view_class = QuizDeleteView
    chooser_viewset_class = QuizChooserViewSet
    list_display = [
        "title",
        Column("question_count", label=_("Questions"), accessor=question_count),
        AttemptsColumn("attempt_count", label=_("Attempts"), sort_key="attempt_count"),
        UpdatedAtColumn(),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("title", classname="title"),
            PaperPanel(),
            FieldPanel("introduction"),
            FieldPanel("questions"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("time_limit_minutes")]),
                    FieldRowPanel([FieldPanel("attempts_allowed"), FieldPanel("wait_minutes")]),
                    FieldPanel("shuffles_questions"),
                    FieldPanel("answers_shown"),
                ],
                heading=_("Rules"),
            ),
        ],
        base_form_class=QuizForm,
    )

    def get_queryset(self, request: Any) -> Any:
        policy = policy_registry.get_by_type(Quiz)
        mine = policy.instances_user_has_any_permission_for(request.user, ["change"])
        return mine.annotate(attempt_count=Count("attempts", filter=Q(attempts__handed_in_at__isnull=False)))


class BankCreateView(CreateView):
    def get_initial_form_instance(self) -> QuestionBank:
        return QuestionBank(owner=self.request.user)


class BankDeleteView(DeleteView):
    """Deletes one's own. Wagtail's view asks about banks in general, not about this one."""

    def get_queryset(self) -> Any:
        person = self.request.user
        return QuestionBank.objects.all() if person.is_superuser else QuestionBank.objects.filter(owner=person)

    @transaction.atomic
    def delete_action(self) -> None:
        hold_unless_drawn_from(self.object)
        super().delete_action()


class BankChooseView(OwnChoicesMixin, chooser.ChooseView):
    pass


class BankChooseResultsView(OwnChoicesMixin, chooser.ChooseResultsView):
    pass


class BankChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = BankChooseView
    choose_results_view_class = BankChooseResultsView


class BankViewSet(SnippetViewSet):
    model = QuestionBank
    icon = "folder"
    menu_label = _("Question banks")
    menu_name = "question-banks"
    menu_order = 322
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = BankCreateView
    delete_view_class = BankDeleteView
    chooser_viewset_class = BankChooserViewSet
    list_display = [
        "title",
        Column("question_count", label=_("Questions"), accessor=lambda bank: len(bank.questions)),
        UpdatedAtColumn(),
    ]
    edit_handler = ObjectList(
        [FieldPanel("title", classname="title"), DrawnFromPanel(), FieldPanel("questions")], base_form_class=BankForm
    )

    def get_queryset(self, request: Any) -> Any:
        policy = policy_registry.get_by_type(QuestionBank)
        return policy.instances_user_has_any_permission_for(request.user, ["change"])


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


class AssignmentChooseView(OwnChoicesMixin, chooser.ChooseView):
    pass


class AssignmentChooseResultsView(OwnChoicesMixin, chooser.ChooseResultsView):
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
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("peer_reviews"), FieldPanel("peer_days")]), FieldPanel("peer_marks")],
                heading=_("Reviews by fellow learners"),
            ),
        ],
        base_form_class=AssignmentForm,
    )

    def get_queryset(self, request: Any) -> Any:
        policy = policy_registry.get_by_type(Assignment)
        return policy.instances_user_has_any_permission_for(request.user, ["change"])
