"""Asking the storefront's server without a browser."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request

import psycopg

from tests.storefront.waiting import PATIENCE, until

UNTOLD = """
SELECT EXISTS (SELECT FROM kit_revalidation WHERE posted_at IS NULL)
    OR EXISTS (SELECT FROM procrastinate_jobs WHERE status IN ('todo', 'doing')
        AND (scheduled_at IS NULL OR scheduled_at <= now()))
"""


class Answer:
    def __init__(self, response):
        self.status, self.headers = response.status, response.headers
        self.body = response.read().decode()

    def policy(self, directive):
        """The sources that each of the answer's content policies names for `directive`."""
        found = []
        for policy in self.headers.get_all("Content-Security-Policy") or []:
            parts = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
            if directive in parts:
                found.append(parts[directive].split())
        return found


class _StayHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


_opener = urllib.request.build_opener(_StayHere)


def ask(address, data=None, headers=None):
    try:
        return Answer(_opener.open(urllib.request.Request(address, data, headers or {}), timeout=PATIENCE))  # noqa: S310
    except urllib.error.HTTPError as refusal:
        return Answer(refusal)


def wait_until_told(perfomix):
    """Return when the storefront was told of all that changed until now, the making of the demo included."""
    with psycopg.connect(perfomix.database, autocommit=True) as connection:
        until(lambda: not connection.execute(UNTOLD).fetchone()[0], "the worker to come to an end")


def tell(perfomix, *, expire=(), stale=(), secret=None, at=None):
    """Post to the storefront what Perfomix posts when something changed; the status it answers with."""
    body = json.dumps({"id": "1", "expire": list(expire), "stale": list(stale)}).encode()
    timestamp = str(int(at or time.time()))
    key = (secret or perfomix.secret).encode()
    headers = {
        "Content-Type": "application/json",
        "X-Storefront-Timestamp": timestamp,
        "X-Storefront-Signature": hmac.new(key, f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest(),
    }
    return ask(f"{perfomix.shop}/internal/revalidate", body, headers).status


def lessons_of(perfomix, course):
    """The lessons of a course as its outline shows them, in order."""
    entries = json.loads(ask(f"{perfomix.api}/api/v1/courses/{course}/outline").body)["document"]["entries"]
    return list(_lessons_in(entries))


def _lessons_in(entries):
    for entry in entries:
        if entry["kind"] == "chapter":
            yield from _lessons_in(entry["entries"])
        else:
            yield entry
