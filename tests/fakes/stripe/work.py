"""One piece of work on the store: for whom, at which time, under which request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from stripe._api_version import _ApiVersion

from tests.fakes.stripe import refusals
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.store import Store


@dataclass
class Work:
    """What every operation gets: the store, whose objects they are, and what to write into events.

    `account` is empty for the platform itself and an account's id for a request with `Stripe-Account`.
    """

    store: Store
    public_url: str
    account: str = ""
    request_id: str | None = None
    idempotency_key: str | None = None

    @property
    def now(self) -> int:
        return self.store.now()

    def new_id(self, prefix: str, length: int = 24) -> str:
        return self.store.new_id(prefix, length)

    def add(self, body: Json, **hidden: Any) -> Json:
        return self.store.add(body, account=self.account, **hidden)

    def save(self, body: Json) -> Json:
        return self.store.save(body)

    def get(self, kind: str, object_id: str, *, param: str = "id", name: str | None = None) -> Json:
        """The object, or the refusal that Stripe gives for an id that names nothing of this kind."""
        found = self.store.find(object_id, self.account)
        if found is None or found["object"] != kind:
            raise refusals.missing(name or kind.replace(".", " ").split()[-1], object_id, param)
        return found

    def all(self, kind: str, **filters: Any) -> list[Json]:
        return self.store.all(kind, account=self.account, **filters)

    def of(self, account: str) -> Work:
        """The same work on the objects of another account."""
        return Work(self.store, self.public_url, account, self.request_id, self.idempotency_key)

    def emit(self, kind: str, subject: Json, previous: Json | None = None) -> Json:
        """Write an event with the subject as it is now, and queue its delivery."""
        data: Json = {"object": subject}
        if previous is not None:
            data["previous_attributes"] = previous
        event: Json = {
            "id": self.new_id("evt_"),
            "object": "event",
            "api_version": _ApiVersion.CURRENT,
            "created": self.now,
            "data": data,
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
            "type": kind,
        }
        if self.account:
            event["account"] = self.account
        self.add(event)
        self.queue(event["id"])
        return event

    def queue(self, event_id: str) -> None:
        """Have an event delivered."""
        self.store.rows("INSERT INTO deliveries (event, state, attempts, due) VALUES (?, 'new', 0, 0)", event_id)
