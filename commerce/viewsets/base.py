"""What all lists about money have in common."""

from typing import Any

from wagtail.admin.viewsets.model import ModelViewSet

from commerce.admin.menu import SELLING
from commerce.views.access import administrators_only


class DeskViewSet(ModelViewSet):
    """Rows that administrators look through and nobody writes: what is done with one is done by an operation."""

    menu_hook = SELLING
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    # Of a form that the policy shows to nobody.
    form_fields: tuple[str, ...] = ()

    def construct_view(self, view_class: Any, **kwargs: Any) -> Any:
        return administrators_only(super().construct_view(view_class, **kwargs))
