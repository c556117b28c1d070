"""What the editor learns from this app: the actions of its audit log."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

ACTIONS = {
    "accounts.create": _("Account begun"),
    "accounts.sign_in": _("Signed in"),
    "accounts.end_device": _("Device signed out"),
    "accounts.end_devices": _("Devices signed out"),
    "accounts.token_reused": _("Used token came again; device signed out"),
    "accounts.change_password": _("Password changed"),
    "accounts.reset_password": _("Password set anew by letter"),
    "accounts.request_email_change": _("New e-mail address asked for"),
    "accounts.change_email": _("E-mail address changed"),
    "accounts.accept_terms": _("Terms accepted"),
    "accounts.update_profile": _("Profile changed"),
    "accounts.request_role": _("Role asked for"),
    "accounts.grant_role": _("Role granted"),
    "accounts.decline_role": _("Role declined"),
    "accounts.end_role": _("Role ended"),
    "accounts.suspend": _("Suspended"),
    "accounts.restore": _("Restored"),
}


def name_the_actions(actions: Any) -> None:
    for action, label in ACTIONS.items():
        actions.register_action(action, label, label)


hooks.register("register_log_actions", name_the_actions)
