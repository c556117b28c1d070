"""What front ends show of people: the pages of producers and their list (DESIGN 9)."""

from accounts.models import Profile, User
from kit.revalidation import COURSES, HOME, PAGES, PRODUCERS, producer_tags, revalidate


def revalidate_producer(person: User, *, former: str | None = None, at_once: bool = False) -> None:
    """The producer's page changed; `former` is the address it had. Shown once more, unless it must go `at_once`."""
    slug = _slug(person)
    left = producer_tags(person.public_id, former) if former and former != slug else []
    changed = [*producer_tags(person.public_id, slug), PRODUCERS]
    revalidate(expire=[*left, *changed] if at_once else left, stale=changed)


def revalidate_presence(person: User) -> None:
    """A producer came, went, or is hidden for a while, and with them what they are shown in."""
    revalidate(expire=[*producer_tags(person.public_id, _slug(person)), PRODUCERS, COURSES, HOME, PAGES])


def _slug(person: User) -> str | None:
    return Profile.objects.filter(person=person).values_list("producer_slug", flat=True).first()
