"""A forgotten password, for people of the editor: asked for here, set here by the letter's link."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from accounts.forms import ForgottenForm, NewPasswordForm, lines_of
from accounts.operations.passwords import request_password_reset, reset_password
from kit.errors import DomainError
from kit.visitors import visitor_of


class Forgotten(FormView):
    """Always answers alike, whether or not the address is known."""

    template_name = "accounts/admin/forgotten.html"
    form_class: Any = ForgottenForm
    success_url = reverse_lazy("wagtailadmin_login")
    title: Any = _("Set a new password")
    button: Any = _("Send me a letter")

    def act(self, form: forms.Form) -> None:
        request_password_reset(form.cleaned_data["email"], visitor=visitor_of(self.request), in_admin=True)
        messages.success(self.request, _("If there is an account with this address, a letter is on its way."))

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            self.act(form)
        except DomainError as refusal:
            form.add_error(None, lines_of(refusal))
            return self.form_invalid(form)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"title": self.title, "button": self.button}


class SetPassword(Forgotten):
    """Takes the key from the letter's link."""

    form_class = NewPasswordForm
    button = _("Set the password")

    def act(self, form: forms.Form) -> None:
        reset_password(self.request.GET.get("key", ""), form.cleaned_data["password"], visitor=visitor_of(self.request))
        messages.success(self.request, _("Your password is set. Sign in with it."))
