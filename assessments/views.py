"""Pages about a quiz or a bank, for those who write it: how it did, and its questions in other forms."""

import csv
from io import StringIO
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.permissions import policy_registry

from assessments.access import paper_asked_now
from assessments.documents.banks import written_out
from assessments.documents.corrections import forecasts
from assessments.documents.reports import QuizReport, report_of
from assessments.exporters.gift import write_gift
from assessments.exporters.qti2 import write_qti2
from assessments.importers.bring_in import bring_questions_in
from assessments.importers.packages import read_questions, read_text
from assessments.importers.questions import Found, Unreadable
from assessments.models import Paper, QuestionBank, Quiz, Regrading
from assessments.models.regradings import LONGEST_REASON
from assessments.operations.regrading import REGRADE, begin_regrading, go_on
from content.blocks.stream import stored_stream
from kit import jobs
from kit.csv_cells import cells
from kit.errors import DomainError


class OfQuestions(WagtailAdminTemplateMixin, View):
    """A page about the quiz or bank named in the address: for those who may change it, a 404 for anybody else."""

    model: ClassVar[type[Quiz | QuestionBank]]
    # How the address names it.
    names: ClassVar[str]

    @cached_property
    def holder(self) -> Any:
        policy = policy_registry.get_by_type(self.model)
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["change"])
        found = mine.filter(public_id=self.kwargs[self.names]).first()
        if found is None:
            raise Http404
        return found

    @property
    def file_stem(self) -> str:
        return slugify(self.holder.title) or self.model._meta.model_name or ""

    def edit_address(self) -> str:
        return reverse(f"wagtailsnippets_assessments_{self.model._meta.model_name}:edit", args=[self.holder.pk])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.holder  # noqa: B018 - looked up before anything else is done
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        kind = self.model._meta
        return [
            *self.breadcrumbs_items,
            {
                "url": reverse(f"wagtailsnippets_assessments_{kind.model_name}:list"),
                "label": capfirst(kind.verbose_name_plural),
            },
            {"url": self.edit_address(), "label": self.holder.title},
            {"url": "", "label": self.get_page_title()},
        ]


class OfQuiz(OfQuestions):
    header_icon = "help"
    model = Quiz
    names = "quiz_id"

    @property
    def quiz(self) -> Quiz:
        return self.holder


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


class RegradeForm(forms.Form):
    """Why, and whether somebody may lose by it; `paper` is what was looked at."""

    paper = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST_REASON,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("Learners whose points change are told this."),
    )
    lowers = forms.BooleanField(
        label=gettext_lazy("Learners may lose points too"),
        required=False,
        help_text=gettext_lazy("Otherwise every answer keeps at least the points it has."),
    )


class QuizRegradeView(OfQuiz, FormView):
    """Marks attempts anew by the answers as they are now approved: what it would change first, then how far it is."""

    template_name = "assessments/regrade.html"
    form_class = RegradeForm

    def get_page_title(self) -> str:
        return gettext("Mark attempts anew")

    def get_success_url(self) -> str:
        return reverse("quiz_regrade", args=[self.quiz.public_id])

    @cached_property
    def under_way(self) -> Regrading | None:
        return self.quiz.regradings.filter(finished_at=None).first()

    @cached_property
    def paper(self) -> Paper | None:
        return paper_asked_now(self.quiz)

    def get_initial(self) -> dict[str, Any]:
        return {"paper": self.paper.pk if self.paper else None}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "go_on" in request.POST and self.under_way is not None:
            go_on(self.under_way)
            return redirect(self.get_success_url())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: RegradeForm) -> HttpResponse:
        try:
            begin_regrading(self.quiz, **form.cleaned_data, actor=self.request.user)
        except DomainError as refusal:
            # What is shown with the form is what is asked now: it may be sent once more.
            form.data = {**{name: form.data[name] for name in form.data}, "paper": self.paper.pk if self.paper else ""}
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(quiz=self.quiz, paper=self.paper, **kwargs)
        past = self.quiz.regradings.exclude(finished_at=None).select_related("actor").order_by("-pk")
        context |= {"under_way": self.under_way, "past": past.annotate(changed=Count("regrades"))}
        if self.under_way is not None:
            return {**context, "is_at_work": jobs.is_under_way(REGRADE, regrading_id=self.under_way.pk)}
        if self.paper is not None:
            told = forecasts(self.quiz, self.paper)
            return {**context, "kept": told[False], "lowered": told[True]}
        return context


def download(content: str | bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if isinstance(content, str):
        content_type = f"{content_type}; charset=utf-8"
    return HttpResponse(content, content_type=content_type, headers=headers)


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


class QuestionsView(OfQuestions, FormView):
    """Brings questions in, and takes those that are there away as GIFT or QTI."""

    template_name = "assessments/questions.html"
    form_class = QuestionsForm

    def written_out(self) -> list[dict[str, Any]]:
        return stored_stream(self.holder.questions)

    def get_page_title(self) -> str:
        return gettext("Bring questions in")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("format") == "gift":
            return download(write_gift(self.written_out()), f"{self.file_stem}.gift.txt", "text/plain")
        if request.GET.get("format") == "qti":
            package = write_qti2(self.holder.title, self.written_out())
            return download(package, f"{self.file_stem}.qti.zip", "application/zip")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: QuestionsForm) -> HttpResponse:
        try:
            found = form.found()
        except Unreadable as reason:
            form.add_error(None, str(reason))
            return self.form_invalid(form)
        count = bring_questions_in(self.holder, found, actor=self.request.user)
        for remark in found.remarks:
            messages.warning(self.request, remark)
        if not count:
            form.add_error(None, gettext("There is no question in it that could be taken."))
            return self.form_invalid(form)
        taken = ngettext("%(count)s question was added.", "%(count)s questions were added.", count)
        messages.success(self.request, taken % {"count": count})
        return redirect(self.edit_address())


class QuizQuestionsView(OfQuiz, QuestionsView):
    """Those that the quiz draws from banks are taken away too."""

    def written_out(self) -> list[dict[str, Any]]:
        return written_out(self.quiz)


class BankQuestionsView(QuestionsView):
    header_icon = "folder"
    model = QuestionBank
    names = "bank_id"


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
