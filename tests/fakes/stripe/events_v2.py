"""Events of v2, which are thin: they name the account, and one asks for the rest."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.fakes.stripe.doors import door
from tests.fakes.stripe.refusals import Json
from tests.fakes.stripe.work import Work


def moment(seconds: int) -> str:
    """A time as v2 writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def emit(work: Work, kind: str, account: Json) -> None:
    """Write a thin event. It is delivered only where `webhooks` was told `thin`."""
    request = {"id": work.request_id, "idempotency_key": work.idempotency_key}
    event = {
        "id": work.new_id("evt_"),
        "object": "v2.core.event",
        "changes": None,
        "context": account["id"],
        "created": moment(work.now),
        "livemode": False,
        "reason": {"type": "request", "request": request} if work.request_id else None,
        "related_object": {
            "id": account["id"],
            "type": "v2.core.account",
            "url": f"/v2/core/accounts/{account['id']}",
        },
        "type": kind,
    }
    work.add(event)
    if work.store.note("webhooks", {}).get("thin"):
        work.queue(event["id"])


@door("GET", "/v2/core/events/{id}")
def show_event(work: Work, params: Json, event_id: str) -> Json:
    return work.get("v2.core.event", event_id)
