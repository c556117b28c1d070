"""The cohorts of a course: those who write it list, make, change and cancel them here."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateTimeInput

from commerce.views.moments import OnTheirClock, zone_of
from courses.models import Cohort
from courses.models.cohorts import LONGEST_NAME
from courses.operations.cohorts import CohortTerms, cancel_cohort, change_cohort, create_cohort
from courses.views.authors import OfAuthors
from kit import clock
from kit.errors import DomainError, InvalidInput


class CohortForm(forms.Form):
    """Times as the person's clock has them."""

    name = forms.CharField(label=_lazy("Name"), max_length=LONGEST_NAME)
    starts_at = forms.DateTimeField(
        label=_lazy("Starts"), widget=AdminDateTimeInput, help_text=_lazy("Its lessons open then.")
    )
    closes_at = forms.DateTimeField(
        label=_lazy("Can be joined until"),
        required=False,
        widget=AdminDateTimeInput,
        help_text=_lazy("Empty: until it starts."),
    )
    seat_limit = forms.IntegerField(
        label=_lazy("Seats"), min_value=1, required=False, help_text=_lazy("Empty: no limit.")
    )

    def terms(self) -> CohortTerms:
        return CohortTerms(**self.cleaned_data)


class _CohortPage(OnTheirClock, OfAuthors, WagtailAdminTemplateMixin, FormView):
    header_icon = "group"
    form_class = CohortForm

    def save(self, terms: CohortTerms) -> None:
        raise NotImplementedError

    def form_valid(self, form: CohortForm) -> HttpResponse:
        try:
            self.save(form.terms())
        except InvalidInput as refusal:
            for name, lines in refusal.fields.items():
                form.add_error(name, lines)
            return self.form_invalid(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect("course_cohorts", self.course.public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"course": self.course, "zone": zone_of(self.request.user)}


class CourseCohorts(_CohortPage):
    """GET lists them; POST makes one."""

    template_name = "courses/admin/cohorts.html"
    page_title = _lazy("Cohorts")

    def save(self, terms: CohortTerms) -> None:
        create_cohort(self.course, terms, actor=self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": f"{self.course.title}: {self.page_title}"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(cohort, state_of(cohort)) for cohort in self.course.cohorts.order_by("-starts_at", "-pk")]
        waiting = self.course.enrolments.undecided().count()
        return super().get_context_data(**kwargs) | {"cohorts": rows, "waiting": waiting}


class EditCohort(_CohortPage):
    """POST changes it, or cancels it with `cancel`."""

    template_name = "courses/admin/cohort.html"

    @cached_property
    def cohort(self) -> Cohort:
        return get_object_or_404(self.course.cohorts, public_id=self.kwargs["cohort_id"])

    def get_page_title(self) -> str:
        return self.cohort.name

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "cancel" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            cancel_cohort(self.cohort, actor=request.user)
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Cancelled. Its learners are told."))
        return redirect("course_cohorts", self.course.public_id)

    def save(self, terms: CohortTerms) -> None:
        change_cohort(self.cohort, terms, actor=self.request.user)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.cohort, name) for name in ("name", "starts_at", "closes_at", "seat_limit")}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        back = reverse("course_cohorts", args=[self.course.public_id])
        return [
            *self.breadcrumbs_items,
            {"url": back, "label": f"{self.course.title}: {_('Cohorts')}"},
            {"url": "", "label": self.cohort.name},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"cohort": self.cohort, "state": state_of(self.cohort)}


def state_of(cohort: Cohort) -> str:
    """`cancelled`, `started` (it may take learners still), `full`, `open` or `closed`."""
    if cohort.cancelled_at is not None:
        return "cancelled"
    if cohort.starts_at <= clock.now():
        return "started"
    if not cohort.takes_learners:
        return "closed"
    return "full" if cohort.is_full else "open"
