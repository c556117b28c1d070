"""What becomes of draws where a file knows questions alone."""

from typing import Any

from django.utils.translation import gettext as _

from assessments.documents.questions import draws_of


def draws_in_words(stored: Any) -> list[str]:
    """A line for each pool of which not all questions are asked."""
    return [
        _("Questions %(first)s to %(last)s are a pool, of which each attempt gets %(draws)s: all of them are here.")
        % {"first": first, "last": last, "draws": draws}
        for draws, first, last in draws_of(stored)
    ]
