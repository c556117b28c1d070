"""People who come over HTTP all at once: who they are to the server, what they ask, and how they stand in line."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from accounts.access import sign_access_token
from accounts.enums import Door
from accounts.operations.devices import begin_device
from kit.visitors import Visitor
from tests.races import Runner

AT_ONCE = 20


def token_of(person: Any) -> str:
    device = begin_device(person, door=Door.API, visitor=Visitor("127.0.0.1", "tests"), remember=False)
    return sign_access_token(person=person.public_id, family=device.public_id)


def post(server: Any, path: str, token: str, body: Any) -> tuple[int, Any]:
    """What the API answers: the status, and the body."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{urlsplit(server.url).port}{path}",
        json.dumps(body).encode(),
        {"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def all_at_once(work: Iterable[Any], do: Callable[[Any], Any]) -> list[Any]:
    """What `do` answers to each of them, done by so many threads that begin together, each on its connection."""
    waiting = list(work)
    start = threading.Barrier(AT_ONCE)

    def stand_in_line(queue: list[Any]) -> list[Any]:
        start.wait()
        return [do(each) for each in queue]

    lines = [Runner(partial(stand_in_line, waiting[place::AT_ONCE])) for place in range(AT_ONCE)]
    return [answer for line in lines for answer in line.outcome()]
