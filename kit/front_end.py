"""Posting to the front end what it must fetch again, until it lands (DESIGN 9).

The rows are the truth and the jobs only hands: a job claims what waits, merges it into one post, and marks it when the
front end has answered with success. Whoever dies in between leaves rows that the next job, or the sweep each minute,
claims again. A post may so come twice, which does no harm.
"""

import contextlib
import http.client
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from kit import clock, jobs
from kit.failpoints import failpoint
from kit.models import Revalidation
from kit.revalidation import MOST_TAGS, POST_JOB
from kit.signatures import signed_headers

PATH = "/internal/revalidate"
ANSWER_SECONDS = 5
# Who claimed rows and does not say how it went within this time has died.
CLAIM = timedelta(seconds=30)
LONGEST_PAUSE_SECONDS = 60
MOST_ROWS = 500
# With the pauses growing to a minute, about five minutes of silence, and then once an hour.
WARN_AT, WARN_EVERY = 10, 60
KEPT = timedelta(days=3)

log = structlog.get_logger("kit.front_end")


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has not landed yet; `oldest_seconds` is 0 when nothing waits."""

    changes: int
    oldest_seconds: float
    reason: str


class NotLanded(Exception):
    """Why the front end did not take a post."""


def post_waiting() -> None:
    """The job: post everything that waits. While the front end is being given a pause, nothing is tried."""
    now = clock.now()
    if Revalidation.objects.waiting().filter(attempts__gt=0, not_before__gt=now).exists():
        return
    while batch := claim():
        failpoint("revalidation.claimed")
        try:
            post(batch)
        except NotLanded as refusal:
            put_back(batch, str(refusal))
            return
        failpoint("revalidation.posted")
        Revalidation.objects.filter(pk__in=[row.pk for row in batch]).update(posted_at=clock.now(), last_error="")


@transaction.atomic
def claim() -> list[Revalidation]:
    """The oldest rows that nobody else is posting, as many as fit into one post."""
    now = clock.now()
    due = Revalidation.objects.waiting().filter(Q(not_before=None) | Q(not_before__lte=now))
    rows: list[Revalidation] = []
    tags: set[str] = set()
    for row in due.order_by("pk").select_for_update(skip_locked=True)[:MOST_ROWS]:
        tags |= {*row.expire, *row.stale}
        if rows and len(tags) > MOST_TAGS:
            break
        rows.append(row)
    Revalidation.objects.filter(pk__in=[row.pk for row in rows]).update(not_before=now + CLAIM)
    return rows


def post(batch: Sequence[Revalidation]) -> None:
    """Send the tags of `batch`, each once. Raises NotLanded unless the answer is a success."""
    if not settings.STOREFRONT_SECRET:
        raise NotLanded("STOREFRONT_SECRET is not set")
    expire = {tag for row in batch for tag in row.expire}
    stale = {tag for row in batch for tag in row.stale} - expire
    message = {"id": str(uuid.uuid4()), "expire": sorted(expire), "stale": sorted(stale)}
    body = json.dumps(message, separators=(",", ":")).encode()
    try:
        status = _answer_to(body)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise NotLanded(f"{type(error).__name__}: {error}") from error
    if not 200 <= status < 300:
        raise NotLanded(f"it answered {status}")


def _answer_to(body: bytes) -> int:
    address = urlsplit(settings.STOREFRONT_URL)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    caller = kind(address.hostname or "", address.port, timeout=ANSWER_SECONDS)
    headers = {"Content-Type": "application/json", "User-Agent": "Perfomix", **signed_headers(body)}
    with contextlib.closing(caller):
        caller.request("POST", address.path.rstrip("/") + PATH, body, headers)
        return caller.getresponse().status


@transaction.atomic
def put_back(batch: Sequence[Revalidation], reason: str) -> None:
    """Let `batch` wait for its next try, each time longer."""
    attempts = max(row.attempts for row in batch) + 1
    pause = timedelta(seconds=min(2 ** min(attempts - 1, 16), LONGEST_PAUSE_SECONDS))
    Revalidation.objects.filter(pk__in=[row.pk for row in batch]).update(
        attempts=attempts, not_before=clock.now() + pause, last_error=reason[:200]
    )
    jobs.enqueue(POST_JOB, after=clock.now() + pause)
    tell = log.warning if attempts % WARN_EVERY == WARN_AT else log.info
    tell("front_end_not_reached", attempts=attempts, waiting=len(batch), reason=reason)


def waiting() -> Waiting:
    """How much waits, for how long, and what the front end last said to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), min(caused_at), (array_agg(last_error ORDER BY attempts DESC))[1]"
            " FROM kit_revalidation WHERE posted_at IS NULL"
        )
        changes, oldest, reason = cursor.fetchone()
    age = (clock.now() - oldest).total_seconds() if oldest else 0.0
    return Waiting(changes, max(0.0, age), reason or "")


def remove_posted() -> None:
    """Forget what landed days ago."""
    Revalidation.objects.filter(posted_at__lt=clock.now() - KEPT).delete()
