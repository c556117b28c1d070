"""Cards of chosen courses, as lists of what is made of courses show them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from courses.documents.catalogue import Filters, Found, Sort, find_courses
from courses.models import Course

# More cards than a course has languages would be none of such a list.
MOST_LANGUAGES = 20


def cards_of(public_ids: Iterable[UUID]) -> list[Found]:
    """One card of each course that is published and takes learners, in this order."""
    places = {public_id: place for place, public_id in enumerate(public_ids)}
    keys = {pk: places[public_id] for pk, public_id in _published(places).values_list("pk", "public_id")}
    if not keys:
        return []
    filters = Filters(chosen=list(keys))
    cards = find_courses(filters, sort=Sort.POPULAR, size=len(keys) * MOST_LANGUAGES)
    first = {card.course: card for card in reversed(cards)}
    return sorted(first.values(), key=lambda card: keys[card.course])


def _published(public_ids: Iterable[UUID]) -> QuerySet[Course]:
    return Course.objects.published().filter(public_id__in=list(public_ids), is_paused=False)
