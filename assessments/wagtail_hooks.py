from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from assessments.models import QuestionBank, Quiz
from assessments.views import BankQuestionsView, QuizQuestionsView, QuizRegradeView, QuizReportView
from assessments.viewsets import AssignmentViewSet, BankViewSet, QuizViewSet

register_snippet(QuizViewSet)
register_snippet(BankViewSet)
register_snippet(AssignmentViewSet)


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action, label in (("hide", _("Peer review hidden")), ("restore", _("Peer review shown again"))):
        actions.register_action(f"assessments.{action}_peer_review", label, label)


@hooks.register("register_admin_urls")
def addresses() -> list[Any]:
    return [
        path("quizzes/<uuid:quiz_id>/report/", QuizReportView.as_view(), name="quiz_report"),
        path("quizzes/<uuid:quiz_id>/questions/", QuizQuestionsView.as_view(), name="quiz_questions"),
        path("quizzes/<uuid:quiz_id>/regrade/", QuizRegradeView.as_view(), name="quiz_regrade"),
        path("question-banks/<uuid:bank_id>/questions/", BankQuestionsView.as_view(), name="bank_questions"),
    ]


@hooks.register("register_snippet_listing_buttons")
def ways_from_questions(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    if isinstance(snippet, QuestionBank):
        bank = reverse("bank_questions", args=[snippet.public_id])
        return [Button(_("Bring questions in"), bank, icon_name="upload", priority=40)]
    if not isinstance(snippet, Quiz):
        return []
    report, questions = (reverse(name, args=[snippet.public_id]) for name in ("quiz_report", "quiz_questions"))
    return [
        Button(_("How it did"), report, icon_name="info-circle", priority=30),
        Button(_("Bring questions in"), questions, icon_name="upload", priority=40),
    ]
