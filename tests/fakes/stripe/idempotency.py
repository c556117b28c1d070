"""Idempotency keys as Stripe treats them: a key stands for one request and remembers its reply."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import dataclass

from tests.fakes.stripe.refusals import Json, Refused
from tests.fakes.stripe.store import Store

LONGEST_KEY = 255


@dataclass(frozen=True)
class Reply:
    """What a request was answered with."""

    status: int
    body: Json
    replayed: bool = False


def digest(method: str, path: str, params: Json) -> str:
    """What has to be the same when a key comes again."""
    return hashlib.sha256(json.dumps([method, path, params], sort_keys=True).encode()).hexdigest()


class Keys:
    """The keys that were seen. `begin` first, then `keep` within the work's transaction, `release` in any case."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._working: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def begin(self, account: str, key: str, request: str) -> Reply | None:
        """The reply to repeat, or None to go to work. Raises Refused for another request or one under way."""
        if len(key) > LONGEST_KEY:
            raise Refused(f"Idempotency keys can be up to {LONGEST_KEY} characters.", kind="idempotency_error")
        with self._lock:
            if (account, key) in self._working:
                raise Refused(
                    "There is currently another in-progress request using this Idempotent Key (that probably means "
                    f"you submitted twice, and the other request is still going through): {key}. Please try again "
                    "later.",
                    status=409,
                    kind="idempotency_error",
                    code="idempotency_key_in_use",
                )
            row = self._store.row("SELECT request, status, body FROM keys WHERE account = ? AND key = ?", account, key)
            if row is None:
                self._working.add((account, key))
                return None
        if row[0] != request:
            raise Refused(
                "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                f"Try using a key other than '{key}' if you meant to execute a different request.",
                kind="idempotency_error",
            )
        return Reply(row[1], json.loads(row[2]), replayed=True)

    def keep(self, account: str, key: str, request: str, reply: Reply) -> None:
        self._store.rows(
            "INSERT INTO keys VALUES (?, ?, ?, ?, ?)", account, key, request, reply.status, json.dumps(reply.body)
        )

    def release(self, account: str, key: str) -> None:
        with self._lock:
            self._working.discard((account, key))
