"""How a quiz did, for those who write it."""

import csv
from io import StringIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from assessments.documents.reports import QuizReport, report_of
from assessments.models import Quiz
from kit.csv_cells import cells


class QuizReportView(WagtailAdminTemplateMixin, TemplateView):
    """The figures of each question as a table, and as CSV."""

    template_name = "assessments/report.html"
    header_icon = "help"
    http_method_names = ["get", "head"]

    @cached_property
    def quiz(self) -> Quiz:
        policy = policy_registry.get_by_type(Quiz)
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        quiz: Quiz | None = mine.filter(public_id=self.kwargs["quiz_id"]).first()
        if quiz is None:
            raise Http404
        return quiz

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = report_of(self.quiz)
        if request.GET.get("format") == "csv":
            name = slugify(self.quiz.title) or "quiz"
            disposition = f'attachment; filename="{name}.csv"'
            return HttpResponse(
                as_csv(report), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
            )
        return self.render_to_response(self.get_context_data(report=report, quiz=self.quiz))

    def get_page_title(self) -> str:
        return _("How “%(title)s” did") % {"title": self.quiz.title}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        quizzes = reverse("wagtailsnippets_assessments_quiz:list")
        quiz = reverse("wagtailsnippets_assessments_quiz:edit", args=[self.quiz.pk])
        return [
            *self.breadcrumbs_items,
            {"url": quizzes, "label": _("Quizzes")},
            {"url": quiz, "label": self.quiz.title},
            {"url": "", "label": _("How it did")},
        ]


def as_csv(report: QuizReport) -> str:
    """A line for each question; shares as numbers from 0 to 1."""
    out = StringIO()
    write = csv.writer(out)
    write.writerow(["question", "kind", "asked", "answered", "easiness", "discrimination", "asked_now"])
    for each in report.questions:
        easiness = None if each.easiness is None else round(each.easiness, 4)
        discrimination = None if each.discrimination is None else round(each.discrimination, 4)
        is_asked = "yes" if each.is_asked_now else "no"
        write.writerow(cells([each.text, each.kind, each.asked, each.answered, easiness, discrimination, is_asked]))
    return out.getvalue()
