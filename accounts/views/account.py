"""One's own account in the editor: Wagtail's page with our panels."""

from typing import Any

from wagtail.admin.views.account import AccountView, ThemeSettingsPanel
from wagtail.users.models import UserProfile

from accounts.panels import NamePanel, PasswordPanel, PausesPanel


class MyAccount(AccountView):
    """Name, pauses, theme and password. The address is changed on the site, where the letter is answered."""

    def get_panels(self) -> list[Any]:
        person = self.request.user
        profile = UserProfile.get_for_user(person)
        kinds = (NamePanel, PausesPanel, ThemeSettingsPanel, PasswordPanel)
        panels = [panel(self.request, person, profile) for panel in kinds]
        return [panel for panel in panels if panel.is_active()]
