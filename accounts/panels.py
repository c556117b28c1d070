"""Panels of the account page in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel

from accounts.enums import PAUSABLE_ROLES
from accounts.forms import DisplayNameForm, PasswordForm, PausesForm


class NamePanel(BaseSettingsPanel):
    name = "name"
    title = _("Name")
    order = 100

    def get_form(self) -> DisplayNameForm:
        data = self.request.POST if self.request.method == "POST" else None
        return DisplayNameForm(data, person=self.user, prefix=self.name)


class PausesPanel(BaseSettingsPanel):
    name = "pauses"
    title = _("Pauses")
    order = 150
    template_name = "accounts/admin/pauses.html"

    def get_form(self) -> PausesForm:
        data = self.request.POST if self.request.method == "POST" else None
        return PausesForm(data, person=self.user, prefix=self.name)

    def is_active(self) -> bool:
        """For those who are something to the public."""
        return bool(self.user.roles & PAUSABLE_ROLES)


class PasswordPanel(BaseSettingsPanel):
    name = "password"
    title = _("Password")
    order = 500

    def get_form(self) -> PasswordForm:
        form = getattr(self, "_form", None)
        if form is None:
            data = self.request.POST if self.request.POST.get(f"{self.name}-new_password") else None
            form = self._form = PasswordForm(data, request=self.request, prefix=self.name)
        return form
