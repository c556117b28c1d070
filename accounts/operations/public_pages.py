"""What front ends show of people: the pages of producers and their list (DESIGN 9)."""

from accounts.models import Profile, User
from kit.revalidation import COURSES, HOME, PAGES, PRODUCERS, producer_tags, revalidate


def revalidate_producer(person: User, *, former: str | None = None) -> None:
    """The producer's page changed; `former` is the address it had."""
    slug = _slug(person)
    left = producer_tags(person.public_id, former) if former and former != slug else []
    revalidate(expire=left, stale=[*producer_tags(person.public_id, slug), PRODUCERS])


def revalidate_presence(person: User) -> None:
    """A producer came, went, or is hidden for a while, and with them what they are shown in."""
    revalidate(expire=[*producer_tags(person.public_id, _slug(person)), PRODUCERS, COURSES, HOME, PAGES])


def _slug(person: User) -> str | None:
    return Profile.objects.filter(person=person).values_list("producer_slug", flat=True).first()
