"""Who gets which part of what a course brings: seen by those concerned, proposed by the owner, agreed to by each."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from courses.enums import SplitState
from courses.models import Course, RightsPart, RightsSplit
from courses.operations import rights
from courses.operations.reviewers import is_author
from kit.errors import DomainError, InvalidInput

HISTORY_SHOWN = 20


class OfRightsHolders(View):
    """For those who write the course, hold a part or are asked to, and administrators; for others it is not there."""

    @cached_property
    def course(self) -> Course:
        course = Course.objects.select_related("owner").filter(public_id=self.kwargs["course_id"]).first()
        person: Any = self.request.user
        if course is None or not (person.is_administrator or is_author(person, course) or holds_part(person, course)):
            raise Http404
        return course

    def back(self) -> HttpResponse:
        return redirect("course_shares", self.course.public_id)


def holds_part(person: Any, course: Course) -> bool:
    current = Q(split__state__in=[SplitState.AGREED, SplitState.PROPOSED])
    parts = RightsPart.objects.filter(current, split__course=course, person=person.pk)
    return bool(person.is_active) and parts.exists()


class SharesForm(forms.Form):
    """A percentage for each person who may have one."""

    def __init__(self, *args: Any, course: Course, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people: dict[str, User] = {}
        held = rights.shares_of(course)
        for person in rights.people_who_may_share(course):
            name = f"share_{person.public_id}"
            self.people[name] = person
            self.fields[name] = forms.DecimalField(
                label=person.display_name,
                required=False,
                min_value=0,
                max_value=100,
                max_digits=5,
                decimal_places=2,
                initial=Decimal(held.get(person, 0)) / 100,
            )

    def parts(self) -> dict[User, int]:
        return {person: int((self.cleaned_data[name] or 0) * 100) for name, person in self.people.items()}


class CourseShares(OfRightsHolders, WagtailAdminTemplateMixin, FormView):
    """GET shows what holds and what waits; POST is the owner's proposal."""

    template_name = "courses/admin/shares.html"
    page_title = _("Shares")
    header_icon = "decimal"
    form_class = SharesForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"course": self.course}

    def form_valid(self, form: SharesForm) -> HttpResponse:
        actor: Any = self.request.user
        try:
            split = rights.propose_split(self.course, form.parts(), actor=actor)
        except DomainError as refusal:
            lines = refusal.fields["parts"] if isinstance(refusal, InvalidInput) else [str(refusal)]
            form.add_error(None, lines)
            return self.form_invalid(form)
        holds = split.state == SplitState.AGREED
        said = _("These shares hold from now on.") if holds else _("Everybody concerned is asked to agree.")
        messages.success(self.request, said)
        return self.back()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": f"{self.course.title}: {self.page_title}"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        splits = RightsSplit.objects.filter(course=self.course).prefetch_related("parts__person").order_by("-pk")
        proposal = splits.filter(state=SplitState.PROPOSED).first()
        ended = splits.exclude(state__in=[SplitState.PROPOSED, SplitState.AGREED])
        parts = list(proposal.parts.select_related("person").order_by("pk")) if proposal else []
        return super().get_context_data(**kwargs) | {
            "course": self.course,
            "holding": [(held, percent(part)) for held, part in rights.shares_of(self.course).items()],
            "proposal": proposal,
            "proposed": [(part, percent(part.basis_points)) for part in proposal.parts.order_by("pk")]
            if proposal
            else [],
            "is_asked": any(part.person_id == person.pk and part.agreed_at is None for part in parts),
            "is_owner": person.pk == self.course.owner_id,
            "is_alone": len(rights.people_who_may_share(self.course)) == 1,
            "history": [
                (split, [(part.person, percent(part.basis_points)) for part in split.parts.all()])
                for split in ended[:HISTORY_SHOWN]
            ],
        }


def percent(basis_points: int) -> str:
    return f"{basis_points / 100:g} %"


class AnswerShares(OfRightsHolders):
    """Agree, decline, or for the owner take back. Only what waits can be answered."""

    def post(self, request: HttpRequest, course_id: Any, split_id: Any) -> HttpResponse:
        split = get_object_or_404(RightsSplit, course=self.course, public_id=split_id)
        actor: Any = request.user
        answers = {
            "agree": (rights.agree_to_split, _("Agreed.")),
            "decline": (rights.decline_split, _("Declined. What held before goes on holding.")),
            "take-back": (rights.take_back_split, _("Taken back.")),
        }
        if request.POST.get("answer") not in answers:
            return self.back()
        answer, said = answers[request.POST["answer"]]
        try:
            answer(split, actor=actor)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, said)
        return self.back()
