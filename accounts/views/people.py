"""What an administrator does with one person: each page asks once, and one operation acts."""

from abc import abstractmethod
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from accounts.enums import EndReason, Role
from accounts.forms import NoForm, ReasonForm, RoleForm, lines_of
from accounts.models import TokenFamily, User
from accounts.operations.devices import end_device, end_devices
from accounts.operations.pauses import pause_role, resume_role
from accounts.operations.people import restore_person, suspend_person
from accounts.operations.roles import end_role, grant_role
from kit.errors import DomainError


class PersonAction(WagtailAdminTemplateMixin, FormView):
    """Asks, does, and goes back to the person."""

    template_name = "accounts/admin/person_action.html"
    header_icon = "user"
    explanation: ClassVar[Any] = ""
    button: ClassVar[Any] = _("Do it")
    is_serious = False
    done: ClassVar[Any] = _("Done.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User) or not request.user.is_administrator:
            raise PermissionDenied
        self.administrator = request.user
        self.person = get_object_or_404(User, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    @abstractmethod
    def act(self, values: dict[str, Any]) -> None:
        """Do it; a refusal is shown on the page."""

    def form_valid(self, form: Form) -> HttpResponse:
        try:
            self.act(form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, lines_of(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect("wagtailusers_users:edit", self.person.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse("wagtailusers_users:index"), "label": _("People")},
            {"url": reverse("wagtailusers_users:edit", args=[self.person.pk]), "label": str(self.person)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "explanation": self.explanation,
            "button": self.button,
            "is_serious": self.is_serious,
        }


class Suspend(PersonAction):
    page_title = _("Suspend")
    button = _("Suspend")
    explanation = _("Closes the account everywhere at once. Nothing is lost, and you can restore it.")
    is_serious = True
    form_class = ReasonForm
    done = _("Suspended and signed out everywhere.")

    def act(self, values: dict[str, Any]) -> None:
        suspend_person(self.person, reason=values["reason"], actor=self.administrator)


class Restore(PersonAction):
    page_title = _("Restore")
    button = _("Restore")
    explanation = _("Opens the account again. The person signs in anew on each device.")
    form_class = ReasonForm
    done = _("Restored.")

    def act(self, values: dict[str, Any]) -> None:
        restore_person(self.person, reason=values["reason"], actor=self.administrator)


class GrantRole(PersonAction):
    page_title = _("Grant a role")
    button = _("Grant")
    form_class = RoleForm
    done = _("Granted.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"roles": [role for role in Role if role not in self.person.roles]}

    def act(self, values: dict[str, Any]) -> None:
        grant_role(self.person, Role(values["role"]), actor=self.administrator)


class EndRole(PersonAction):
    page_title = _("End a role")
    button = _("End the role")
    explanation = _("What the person did in the role stays.")
    is_serious = True
    form_class = RoleForm
    done = _("Ended.")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"roles": [role for role in Role if role in self.person.roles]}

    def act(self, values: dict[str, Any]) -> None:
        end_role(self.person, Role(values["role"]), actor=self.administrator)


class PauseRole(PersonAction):
    page_title = _("Pause a role")
    button = _("Pause")
    explanation = _("The public does not meet the person in the role, and nobody new comes. Nothing is lost.")
    form_class = RoleForm
    done = _("Paused.")

    def get_form_kwargs(self) -> dict[str, Any]:
        active = {grant.role for grant in self.person.role_grants.active() if grant.can_pause}
        return super().get_form_kwargs() | {"roles": [role for role in Role if role in active]}

    def act(self, values: dict[str, Any]) -> None:
        pause_role(self.person, Role(values["role"]), actor=self.administrator)


class ResumeRole(PersonAction):
    page_title = _("Resume a role")
    button = _("Resume")
    form_class = RoleForm
    done = _("Resumed.")

    def get_form_kwargs(self) -> dict[str, Any]:
        paused = set(self.person.role_grants.held().exclude(paused_at=None).values_list("role", flat=True))
        return super().get_form_kwargs() | {"roles": [role for role in Role if role in paused]}

    def act(self, values: dict[str, Any]) -> None:
        resume_role(self.person, Role(values["role"]), actor=self.administrator)


class SignOutEverywhere(PersonAction):
    page_title = _("Sign out everywhere")
    button = _("Sign out")
    explanation = _("All devices of this person sign in anew.")
    form_class = NoForm
    done = _("Signed out everywhere.")

    def act(self, values: dict[str, Any]) -> None:
        end_devices(self.person, reason=EndReason.ENDED_BY_STAFF, actor=self.administrator)


class EndDevice(PersonAction):
    page_title = _("Sign a device out")
    button = _("Sign out")
    form_class = NoForm
    done = _("Signed out.")

    def act(self, values: dict[str, Any]) -> None:
        device = get_object_or_404(TokenFamily, person=self.person, public_id=self.kwargs["device"])
        end_device(device, reason=EndReason.ENDED_BY_STAFF, actor=self.administrator)
