from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from assessments.models import Quiz
from assessments.views import QuizReportView
from assessments.viewsets import QuizViewSet

register_snippet(QuizViewSet)


@hooks.register("register_admin_urls")
def report_address() -> list[Any]:
    return [path("quizzes/<uuid:quiz_id>/report/", QuizReportView.as_view(), name="quiz_report")]


@hooks.register("register_snippet_listing_buttons")
def way_to_the_report(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    if not isinstance(snippet, Quiz):
        return []
    address = reverse("quiz_report", args=[snippet.public_id])
    return [Button(_("How it did"), address, icon_name="info-circle", priority=30)]
