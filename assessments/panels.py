"""What the forms of quizzes, banks and assignments show beside their fields."""

from typing import Any

from wagtail.admin.panels import Panel
from wagtail.permissions import policy_registry

from assessments.documents.briefs import brief_to_freeze
from assessments.documents.written import content_to_freeze, sha_of
from assessments.models import Assignment, Quiz

MOST_NAMED = 20


class PaperPanel(Panel):
    """Whether learners are asked what is saved here, or what was handed in before."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "assessments/paper_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            # As it is stored: the form's instance may hold what could not be saved.
            quiz = Quiz.objects.get(pk=self.instance.pk)
            last = quiz.papers.order_by("-frozen_at", "-pk").first()
            differs = last is not None and last.sha != sha_of(content_to_freeze(quiz))
            return {**context, "paper": last, "differs": differs}


class BriefPanel(Panel):
    """The same of an assignment."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "assessments/brief_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            assignment = Assignment.objects.get(pk=self.instance.pk)
            last = assignment.briefs.order_by("-frozen_at", "-pk").first()
            differs = last is not None and last.sha != sha_of(brief_to_freeze(assignment))
            return {**context, "brief": last, "differs": differs}


class DrawnFromPanel(Panel):
    """Which quizzes draw from the bank, and when they ask what is saved here."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "assessments/drawn_from_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            policy = policy_registry.get_by_type(Quiz)
            mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
            drawing = Quiz.objects.drawing_from(self.instance.pk)
            shown = list(drawing.filter(pk__in=mine.values("pk"))[:MOST_NAMED])
            return {**context, "quizzes": shown, "further": drawing.count() - len(shown)}
