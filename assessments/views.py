"""Pages about a quiz, for those who write it: how it did, and its questions in other forms."""

import csv
from io import StringIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.permissions import policy_registry

from assessments.documents.reports import QuizReport, report_of
from assessments.exporters.gift import write_gift
from assessments.importers.bring_in import bring_questions_in
from assessments.importers.packages import read_questions, read_text
from assessments.importers.questions import Found, Unreadable
from assessments.models import Quiz
from kit.csv_cells import cells


class OfQuiz(WagtailAdminTemplateMixin, View):
    """A page about the quiz named in the address: for those who may change it, a 404 for anybody else."""

    header_icon = "help"

    @cached_property
    def quiz(self) -> Quiz:
        policy = policy_registry.get_by_type(Quiz)
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        quiz: Quiz | None = mine.filter(public_id=self.kwargs["quiz_id"]).first()
        if quiz is None:
            raise Http404
        return quiz

    @property
    def file_stem(self) -> str:
        return slugify(self.quiz.title) or "quiz"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.quiz  # noqa: B018 - looked up before anything else is done
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        quizzes = reverse("wagtailsnippets_assessments_quiz:list")
        quiz = reverse("wagtailsnippets_assessments_quiz:edit", args=[self.quiz.pk])
        return [
            *self.breadcrumbs_items,
            {"url": quizzes, "label": gettext("Quizzes")},
            {"url": quiz, "label": self.quiz.title},
            {"url": "", "label": self.get_page_title()},
        ]


class QuizReportView(OfQuiz, TemplateView):
    """The figures of each question as a table, and as CSV."""

    template_name = "assessments/report.html"
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = report_of(self.quiz)
        if request.GET.get("format") == "csv":
            return download(as_csv(report), f"{self.file_stem}.csv", "text/csv")
        return self.render_to_response(self.get_context_data(report=report, quiz=self.quiz))

    def get_page_title(self) -> str:
        return gettext("How “%(title)s” did") % {"title": self.quiz.title}


def download(content: str, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=f"{content_type}; charset=utf-8", headers=headers)


class QuestionsForm(forms.Form):
    """Questions as a file, or pasted."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("A GIFT file, an item or a package of QTI 2, or a Common Cartridge (.imscc)."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or the text itself"), required=False, widget=AdminAutoHeightTextInput, strip=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("file") is None and not cleaned.get("text", "").strip():
            raise forms.ValidationError(gettext("Choose a file, or paste questions."))
        return cleaned

    def found(self) -> Found:
        """The questions. Raises Unreadable."""
        if (file := self.cleaned_data.get("file")) is not None:
            return read_questions(file, file.size, file.name)
        return read_text(self.cleaned_data["text"])


class QuizQuestionsView(OfQuiz, FormView):
    """Brings questions in, and takes those of the quiz away as GIFT."""

    template_name = "assessments/questions.html"
    form_class = QuestionsForm

    def get_page_title(self) -> str:
        return gettext("Bring questions in")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "gift":
            return download(write_gift(self.quiz.questions), f"{self.file_stem}.gift.txt", "text/plain")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: QuestionsForm) -> HttpResponse:
        try:
            found = form.found()
        except Unreadable as reason:
            form.add_error(None, str(reason))
            return self.form_invalid(form)
        count = bring_questions_in(self.quiz, found, actor=self.request.user)
        for remark in found.remarks:
            messages.warning(self.request, remark)
        if not count:
            form.add_error(None, gettext("There is no question in it that could be taken."))
            return self.form_invalid(form)
        taken = ngettext("%(count)s question was added.", "%(count)s questions were added.", count)
        messages.success(self.request, taken % {"count": count})
        return redirect("wagtailsnippets_assessments_quiz:edit", self.quiz.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(quiz=self.quiz, **kwargs)


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
