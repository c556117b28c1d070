"""Days of practice, as lessons bring them."""

from collections.abc import Iterable
from datetime import datetime

from practice.documents.overview import zone_of
from practice.documents.weeks import day_of
from practice.models import PracticeDay


def keep_days(person: int, moments: Iterable[datetime]) -> None:
    """Keep the days of these moments, each once, as the person's clock tells them now."""
    zone = zone_of(person)
    # In one order for everybody, so that two devices never wait for each other.
    days = sorted({day_of(moment, zone) for moment in moments})
    PracticeDay.objects.bulk_create([PracticeDay(person_id=person, day=day) for day in days], ignore_conflicts=True)
