"""The figures of a report in words."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# Where question analysis usually draws its lines for a question's correlation with the rest.
GOOD, WEAK = 0.3, 0.1


@register.filter
def share(part: Decimal | None) -> str:
    """0.625 as 63 %; a dash for nothing."""
    return "–" if part is None else f"{round(part * 100)} %"


@register.filter
def telling(correlation: float | None) -> str:
    """How well a question tells who knows more, with its figure."""
    if correlation is None:
        return _("too few answers to say")
    if correlation >= GOOD:
        words = _("well")
    elif correlation >= WEAK:
        words = _("a little")
    elif correlation >= 0:
        words = _("hardly")
    else:
        words = _("misleading")
    return f"{words} ({correlation:.2f})"
