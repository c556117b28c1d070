"""One question at its authors' desk: read, answered, accepted, pinned, closed."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminAutoHeightTextInput

from discussions.access import desk_of
from discussions.documents import BEST_FIRST, answers_for, may_write_in, questions_for, reader_in
from discussions.models import LONGEST_TEXT, Answer, Question
from discussions.operations.asking import accept_answer, answer_question, unaccept_answer
from discussions.operations.keeping import close_question, pin_question
from kit.errors import DomainError
from notices.letters import site_link

MOST_SHOWN = 200


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=LONGEST_TEXT,
        widget=AdminAutoHeightTextInput(attrs={"rows": 5}),
    )


class AtTheDesk(WagtailAdminTemplateMixin):
    """For those who write the course; for anybody else the question does not exist."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def question(self) -> Question:
        person: Any = self.request.user
        mine = desk_of(person).filter(public_id=self.kwargs["question_id"])
        found = questions_for(person, mine).first()
        if found is None:
            raise Http404
        return found

    def do(self, change: Callable[[], object], said: str) -> None:
        """Make the change, or say why not: somebody was quicker, or the course is not public any more."""
        try:
            change()
        except DomainError as refusal:
            messages.error(self.request, str(refusal))
        else:
            messages.success(self.request, said)


class QuestionDesk(AtTheDesk, FormView):
    template_name = "discussions/question.html"
    header_icon = "help"
    form_class = AnswerForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.question  # noqa: B018 - looked up before anything else is done
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("A question that was taken back") if self.question.deleted_at else self.question.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        queue = {"url": reverse("questions"), "label": _("Questions")}
        return [*self.breadcrumbs_items, queue, {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form: AnswerForm) -> HttpResponse:
        actor: Any = self.request.user
        self.do(
            lambda: answer_question(self.question, text=form.cleaned_data["text"], actor=actor),
            _("Answered. Those who follow the question are told."),
        )
        return redirect("question_desk", self.question.public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        course = self.question.lesson.course
        answers = answers_for(person, self.question).order_by(*BEST_FIRST)[:MOST_SHOWN]
        lesson = self.question.lesson.public_id
        thread = f"/courses/{course.slug}/lessons/{lesson}/questions/{self.question.public_id}"
        return super().get_context_data(
            **kwargs,
            question=self.question,
            course=course,
            answers=answers,
            teachers=reader_in(course, person).teachers,
            has_more=self.question.answer_count > MOST_SHOWN,
            may_write=may_write_in(self.question, person),
            in_storefront=site_link(thread),
        )


class KeepQuestion(AtTheDesk, FormView):
    """Pins, unpins, closes and opens, as `?do=` of the button says."""

    http_method_names = ("post",)
    form_class = forms.Form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        actor: Any = self.request.user
        asked = self.question
        kept: dict[str, tuple[Callable[[], object], str]] = {
            "pin": (lambda: pin_question(asked, pinned=True, actor=actor), _("It stands before the others.")),
            "unpin": (lambda: pin_question(asked, pinned=False, actor=actor), _("It stands among the others.")),
            "close": (lambda: close_question(asked, closed=True, actor=actor), _("It takes no more answers.")),
            "open": (lambda: close_question(asked, closed=False, actor=actor), _("It takes answers again.")),
        }
        wanted = kept.get(self.request.POST.get("do", ""))
        if wanted is not None:
            self.do(*wanted)
        return redirect("question_desk", asked.public_id)


class AcceptAnswer(AtTheDesk, FormView):
    """Accepts an answer, or does so no more."""

    http_method_names = ("post",)
    form_class = forms.Form

    def form_valid(self, form: forms.Form) -> HttpResponse:
        actor: Any = self.request.user
        answer = Answer.objects.shown().filter(question=self.question, public_id=self.kwargs["answer_id"]).first()
        if answer is None:
            raise Http404
        if self.request.POST.get("do") == "unaccept":
            self.do(lambda: unaccept_answer(answer, actor=actor), _("It is not the accepted answer any more."))
        else:
            self.do(lambda: accept_answer(answer, actor=actor), _("It is the accepted answer."))
        return redirect("question_desk", self.question.public_id)
