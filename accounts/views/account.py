"""One's own account in the editor: Wagtail's page with our panels."""

from typing import Any

from wagtail.admin.views.account import AccountView, ThemeSettingsPanel
from wagtail.users.models import UserProfile

from accounts.panels import NamePanel, PasswordPanel


class MyAccount(AccountView):
    """Name, theme and password. The address is changed on the site, where the letter is answered."""

    def get_panels(self) -> list[Any]:
        person = self.request.user
        profile = UserProfile.get_for_user(person)
        return [panel(self.request, person, profile) for panel in (NamePanel, ThemeSettingsPanel, PasswordPanel)]
