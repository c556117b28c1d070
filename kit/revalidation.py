"""Telling front ends what to fetch again: the tags, each made here, and the row that carries them (DESIGN 9).

A tag names a thing by its id or by its address, `course:salsa`; a change names both, and old addresses too, since a
front end knows only the address when it asks. What each stands for, and which answer of the API depends on which, is
in docs/how-to/keep-a-front-end-fresh.md. `kit.front_end` posts them.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from kit import clock, jobs
from kit.models import LONGEST_TAG, Revalidation

COURSES = "courses"
PRODUCERS = "producers"
TERMS = "terms"
PAGES = "pages"
HOME = "home"
SITE = "site"
REDIRECTS = "redirects"
PLANS = "plans"
BUNDLES = "bundles"
PATHS = "paths"

POST_JOB = "kit.post_revalidations"
# A front end takes so many tags with one post.
MOST_TAGS = 2_000


def course_tags(public_id: UUID, *slugs: str) -> list[str]:
    """A course's page, contents, open lessons, price, rating and reviews."""
    return _tags("course", public_id, *slugs)


def producer_tags(public_id: UUID, *slugs: str | None) -> list[str]:
    """A producer's page; `slugs` may hold None, for who has no address."""
    return _tags("producer", public_id, *slugs)


def category_tags(*slugs: str) -> list[str]:
    """A category's name and description."""
    return _tags("category", *slugs)


def media_tags(public_id: UUID) -> list[str]:
    """Whatever was made from a file."""
    return _tags("media", public_id)


def page_tags(public_id: Any, *paths: str) -> list[str]:
    """An editorial page; paths as in its address, with the slash before and none after: `/about`, `/`."""
    return _tags("page", public_id, *paths)


@transaction.atomic
def revalidate(*, expire: Iterable[str] = (), stale: Iterable[str] = ()) -> None:
    """Note in the current transaction which tags it touches; they are posted when it has been committed.

    `expire` is dropped before the next visitor sees anything: price, access, what was taken away. `stale` may be shown
    once more. A tag in both expires. Without any tag nothing happens.
    """
    at_once = set(expire)
    orders = [(tag, True) for tag in sorted(at_once)] + [(tag, False) for tag in sorted(set(stale) - at_once)]
    # More than fits into one post would be refused for ever, and all that comes behind it would wait.
    for start in range(0, len(orders), MOST_TAGS):
        part = orders[start : start + MOST_TAGS]
        Revalidation.objects.create(
            expire=[tag for tag, expires in part if expires],
            stale=[tag for tag, expires in part if not expires],
            caused_at=clock.now(),
        )
    if orders:
        jobs.enqueue(POST_JOB)


def _tags(kind: str, *names: object) -> list[str]:
    """One tag for each name there is. A name too long for a tag is left out: the thing has its id beside it."""
    tags = (f"{kind}:{name}" for name in names if name)
    return [tag for tag in tags if len(tag) <= LONGEST_TAG]
