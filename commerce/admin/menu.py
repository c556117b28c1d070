"""The menu entry under which all that has to do with selling is found; each of its entries is seen by who may."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

SELLING = "register_selling_menu_item"


class EntryFor(MenuItem):
    """An entry for those of whom `may` says so."""

    def __init__(self, *args: Any, may: Callable[[Any], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._may = may

    def is_shown(self, request: HttpRequest) -> bool:
        return self._may(request.user)


@hooks.register("register_admin_menu_item")
def selling_menu() -> MenuItem:
    return SubmenuMenuItem(
        _("Selling"), Menu(register_hook_name=SELLING), name="selling", icon_name="decimal", order=150
    )
