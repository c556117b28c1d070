"""Who hears of prices that are asked for and decided: administrators of what waits, whoever asked of the answer."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from accounts.enums import Role
from accounts.models import User
from commerce.models import Price
from courses.models import Course
from kit.money import Money
from notices.letters import admin_link
from notices.operations import notify


def proposed(course: Course, prices: Sequence[Price], *, actor: Any) -> None:
    """Tell every other administrator that these wait to be confirmed."""
    if not prices:
        return
    for administrator in User.objects.holding(Role.ADMINISTRATOR).exclude(pk=actor.pk).order_by("pk"):
        notify(
            administrator,
            "courses.price_proposed",
            title=_("A price waits to be confirmed: “%(title)s”") % {"title": course.title},
            body=_("%(name)s proposes %(prices)s.")
            % {"name": actor.display_name, "prices": ", ".join(in_words(price) for price in prices)},
            url=_prices_page(course),
        )


def decided(course: Course, price: Price, *, is_confirmed: bool, actor: Any) -> None:
    """Tell whoever proposed it, where somebody else decided."""
    if price.proposed_by is None or price.proposed_by == actor:
        return
    words = {"price": in_words(price), "title": course.title}
    if is_confirmed:
        title, body = _("Confirmed: %(price)s for “%(title)s”") % words, _("It holds from now on.")
    else:
        title, body = _("Not confirmed: %(price)s for “%(title)s”") % words, _("What held before goes on holding.")
    kind = "courses.price_confirmed" if is_confirmed else "courses.price_declined"
    notify(price.proposed_by, kind, title=title, body=body, url=_prices_page(course))


def in_words(price: Price) -> str:
    """What is asked for, within a sentence."""
    amount = Money(price.amount_minor, price.currency)
    if price.bounds is not None:
        least = Money(price.bounds.least_minor, price.currency)
        return _("what learners choose from %(least)s on") % {"least": least}
    return str(amount) if amount.minor else _("to give it for nothing")


def _prices_page(course: Course) -> str:
    return admin_link(f"/admin/courses/{course.public_id}/prices/")
