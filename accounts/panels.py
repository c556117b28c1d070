"""Panels of the account page in the editor."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel

from accounts.forms import DisplayNameForm, PasswordForm


class NamePanel(BaseSettingsPanel):
    name = "name"
    title = _("Name")
    order = 100

    def get_form(self) -> DisplayNameForm:
        data = self.request.POST if self.request.method == "POST" else None
        return DisplayNameForm(data, person=self.user, prefix=self.name)


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
