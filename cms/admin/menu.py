"""The menu shows what a role can use and nothing else."""

from copy import copy
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from accounts.enums import Role
from courses.policy import rights_of

# What is of use only to people who write courses.
OF_AUTHORS = frozenset({"explorer", "images", "documents", "videos"})
# Wagtail's reports and help speak of a site with one team; ours are pages of their own.
OF_ADMINISTRATORS = frozenset({"reports", "help", "settings", "snippets", "messages"})


@hooks.register("construct_main_menu")
def show_what_one_can_use(request: HttpRequest, items: list[Any]) -> None:
    user: Any = request.user
    hidden: set[str] = set()
    is_administrator = user.has_role(Role.ADMINISTRATOR)
    if not is_administrator:
        hidden |= OF_ADMINISTRATORS
        if rights_of(user).index is None:
            hidden |= OF_AUTHORS
    # Administrators find the pages of the site in the explorer too.
    name = _("Pages") if is_administrator else _("Courses")
    items[:] = [_renamed(item, name) if item.name == "explorer" else item for item in items if item.name not in hidden]


def _renamed(item: Any, name: Any) -> Any:
    """A copy: the item itself is in the menus of all who ask at this moment."""
    item = copy(item)
    item.label, item.icon_name = name, "list-ul"
    return item


@hooks.register("construct_help_menu")
def leave_out_wagtails_help(request: HttpRequest, items: list[Any]) -> None:
    items.clear()
