"""The settings of a course: its state, not its text."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from courses.operations.course_settings import CourseSettings, change_settings, commission_of
from courses.views.authors import OfAuthors
from kit.errors import DomainError, InvalidInput


class SettingsForm(forms.Form):
    """Fields that the person may not change are not there; the operation refuses them all the same."""

    slug = forms.CharField(label=_("Address"), max_length=120, help_text=_("The last part of the course's address."))
    seat_limit = forms.IntegerField(label=_("Seats"), min_value=0, required=False, help_text=_("Empty: no limit."))
    joins_by_cohort = forms.BooleanField(
        label=_("Joined in cohorts"),
        required=False,
        help_text=_(
            "Who joins chooses one of the course's cohorts, and begins with it. Who is in already stays as they are."
        ),
    )
    in_plans = forms.BooleanField(
        label=_("Part of all-access plans"),
        required=False,
        help_text=_("Who has a plan may take it. What plans bring is shared by the lessons that were finished."),
    )
    is_featured = forms.BooleanField(label=_("Featured on the front page"), required=False)
    commission_basis_points = forms.IntegerField(
        label=_("Commission in basis points"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("1500 is 15 %. Empty: the general share."),
    )

    def __init__(self, *args: Any, hidden: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in hidden:
            del self.fields[name]


class EditCourseSettings(OfAuthors, WagtailAdminTemplateMixin, FormView):
    """GET shows the settings, POST changes them."""

    template_name = "courses/admin/settings.html"
    page_title = _("Course settings")
    header_icon = "cog"
    form_class = SettingsForm

    def hidden(self) -> frozenset[str]:
        person: Any = self.request.user
        if person.is_administrator:
            return frozenset()
        of_administrators = {"is_featured", "commission_basis_points"}
        if person.pk != self.course.owner_id:
            of_administrators.add("in_plans")
        return frozenset(of_administrators | ({"slug"} if self.course.first_published_at else set()))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"hidden": self.hidden()}

    def get_initial(self) -> dict[str, Any]:
        return {
            "slug": self.course.slug,
            "seat_limit": self.course.seat_limit,
            "joins_by_cohort": self.course.joins_by_cohort,
            "in_plans": self.course.in_plans,
            "is_featured": self.course.is_featured,
            "commission_basis_points": commission_of(self.course),
        }

    def form_valid(self, form: SettingsForm) -> HttpResponse:
        given = form.cleaned_data
        wanted = CourseSettings(
            seat_limit=given["seat_limit"],
            slug=given.get("slug"),
            is_featured=given.get("is_featured"),
            joins_by_cohort=given["joins_by_cohort"],
            in_plans=given.get("in_plans"),
            commission_basis_points=given.get("commission_basis_points"),
        )
        try:
            change_settings(self.course, wanted, actor=self.request.user)
        except InvalidInput as refusal:
            for name, lines in refusal.fields.items():
                form.add_error(name if name in form.fields else None, lines)
            return self.form_invalid(form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect("course_settings", self.course.public_id)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": f"{self.course.title}: {self.page_title}"}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"course": self.course, "page": self.course.pages.first()}
