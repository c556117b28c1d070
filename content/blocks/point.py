from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class PointBlock(blocks.CharBlock):
    """One line of a list: an outcome, a requirement."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=200, **options)

    class Meta:
        icon = "check"
        label = _("Point")
