"""Webhooks: events signed and delivered until they are taken; or held, lost, doubled and shuffled on demand."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import random
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.store import Store

TIMEOUT = 30
FIRST_RETRY, LONGEST_RETRY, MOST_ATTEMPTS = 0.5, 30.0, 25
# How long a shuffled batch gathers.
GATHER = 0.2
MODES = ("now", "hold", "off")


def sign(body: bytes, secret: str, at: int) -> str:
    """The `Stripe-Signature` of a body sent at this time."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={mac.hexdigest()}"


@dataclass
class Delivery:
    """An event on its way: the row's number, the event's id and type."""

    number: int
    event: str
    kind: str
    attempts: int = 0


class Courier:
    """Delivers what the store has queued, in a thread of its own, and by hand when a test says so."""

    def __init__(self, store: Store, url: str, secret: str, seed: int, *, connect: tuple[str, str] = ("", "")) -> None:
        """`connect` is where events of connected accounts go, and their secret; without it they go with the others."""
        self._store = store
        self.url = url
        self.secret = secret
        self._connect = connect
        self._chance = random.Random(seed)
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="webhooks", daemon=True)
        store.after_commit.append(self._wake.set)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(TIMEOUT)

    def send_to(self, url: str) -> None:
        """Deliver to this address from now on; to none when it is empty."""
        self.url = url
        self._wake.set()

    # How events go out

    @property
    def mode(self) -> Json:
        mode: Json = self._store.note("webhooks", {"mode": "now", "shuffle_seed": None, "duplicates": 0, "thin": False})
        return mode

    def set_mode(self, given: Json) -> Json:
        """`now` (with duplicates and shuffled on demand), `hold` for `deliver`, or `off`, which loses them.

        `thin` delivers the events of v2 too.
        """
        mode = {**self.mode, **given}
        if mode["mode"] not in MODES or set(mode) != {"mode", "shuffle_seed", "duplicates", "thin"}:
            raise BadRequest(f"Webhooks are {', '.join(MODES)}, with shuffle_seed, duplicates and thin.")
        with self._store.transaction():
            self._store.write_note("webhooks", mode)
        if mode["shuffle_seed"] is not None:
            self._chance = random.Random(mode["shuffle_seed"])
        return mode

    def queue(self) -> list[Json]:
        """Every event's delivery and how it stands, oldest first."""
        rows = self._store.rows(
            "SELECT d.event, json_extract(o.body, '$.type'), d.state, d.attempts, d.answer FROM deliveries d "
            "JOIN objects o ON o.id = d.event ORDER BY d.number"
        )
        return [dict(zip(("event", "type", "state", "attempts", "answer"), row, strict=True)) for row in rows]

    def retry(self) -> int:
        """Make everything that waits for another attempt due now; how many those are."""
        with self._store.transaction():
            return len(
                self._store.rows(
                    "UPDATE deliveries SET due = 0, attempts = 0 WHERE state IN ('due', 'dead') RETURNING number"
                )
            )

    # By itself

    def _run(self) -> None:
        while not self._stopping:
            self._wake.clear()
            waits = self._sort_in()
            due = self._due()
            if due and self.mode["shuffle_seed"] is not None:
                time.sleep(GATHER)
                self._sort_in()
                due = self._due()
                self._chance.shuffle(due)
            for delivery in due:
                if self._stopping:
                    return
                for _ in range(1 + int(self.mode["duplicates"])):
                    # A reset may have taken the event away meanwhile.
                    with contextlib.suppress(BadRequest):
                        self._deliver(delivery)
            if not due:
                self._wake.wait(waits)

    def _sort_in(self) -> float:
        """Give new deliveries the state that the mode says; how long until the next one is due."""
        state = {"now": "due", "hold": "held", "off": "lost"}[self.mode["mode"]]
        # A commit wakes the courier: one without need would keep it running round and round.
        if self._store.rows("SELECT count(*) FROM deliveries WHERE state = 'new'")[0][0]:
            with self._store.transaction():
                self._store.rows("UPDATE deliveries SET state = ? WHERE state = 'new'", state)
        soonest = self._store.rows("SELECT min(due) FROM deliveries WHERE state = 'due'")[0][0]
        if soonest is None or not self.url:
            return 3600.0
        return max(0.05, float(soonest) - time.time())

    def _due(self) -> list[Delivery]:
        if not self.url:
            return []
        return self._select("d.state = 'due' AND d.due <= ?", time.time())

    def _select(self, where: str, *values: object) -> list[Delivery]:
        rows = self._store.rows(
            "SELECT d.number, d.event, json_extract(o.body, '$.type'), d.attempts FROM deliveries d "  # noqa: S608
            f"JOIN objects o ON o.id = d.event WHERE {where} ORDER BY d.number",
            *values,
        )
        return [Delivery(*row) for row in rows]

    def _deliver(self, delivery: Delivery) -> int | None:
        """One attempt; the status that came back, None for none."""
        answer = self.post(self.body(delivery.event), of_account=self._is_of_account(delivery.event))
        taken = answer is not None and 200 <= answer < 300
        attempts = delivery.attempts + 1
        state = "delivered" if taken else "due" if attempts < MOST_ATTEMPTS else "dead"
        due = time.time() + min(FIRST_RETRY * 2**delivery.attempts, LONGEST_RETRY)
        with self._store.transaction():
            self._store.rows(
                "UPDATE deliveries SET state = ?, attempts = ?, due = ?, answer = ? WHERE number = ?",
                *(state, attempts, due, answer, delivery.number),
            )
            event = self._store.find(delivery.event)
            if taken and event is not None and event.get("pending_webhooks"):
                self._store.save({**event, "pending_webhooks": 0})
        return answer

    # By hand

    def deliver(
        self,
        *,
        order: list[str] | None = None,
        lose: list[str] | None = None,
        duplicates: int = 0,
        shuffle_seed: int | None = None,
        concurrently: int = 1,
    ) -> list[Json]:
        """Deliver held events now and say what was answered.

        `order` and `lose` name events by id or type; with `order` only those go, in that order (one named twice goes
        twice), without it all in theirs. Each goes `duplicates` times more; `concurrently` many at the same time.
        """
        self._sort_in()
        held = self._select("d.state = 'held'")
        for delivery in held:
            if lose and (delivery.event in lose or delivery.kind in lose):
                with self._store.transaction():
                    self._store.rows("UPDATE deliveries SET state = 'lost' WHERE number = ?", delivery.number)
        chosen = [d for d in held if not lose or not {d.event, d.kind} & set(lose)]
        if order is not None:
            chosen = [d for name in order for d in chosen if name in (d.event, d.kind)]
        chosen = [d for d in chosen for _ in range(1 + duplicates)]
        if shuffle_seed is not None:
            random.Random(shuffle_seed).shuffle(chosen)
        with ThreadPoolExecutor(max(1, concurrently)) as pool:
            answers = list(pool.map(self._deliver, chosen))
        return [
            {"event": delivery.event, "type": delivery.kind, "answer": answer}
            for delivery, answer in zip(chosen, answers, strict=True)
        ]

    def body(self, event_id: str) -> bytes:
        """An event as it is sent: as it was when it happened, with its webhook pending."""
        event = self._store.find(event_id)
        if event is None:
            raise BadRequest(f"No such event: {event_id}")
        if event["object"] == "event":
            event["pending_webhooks"] = 1
        return json.dumps(event, indent=2).encode()

    def _is_of_account(self, event_id: str) -> bool:
        event = self._store.find(event_id)
        return event is not None and ("account" in event or event["object"] == "v2.core.event")

    def post(self, body: bytes, signature: str | None = None, *, of_account: bool = False) -> int | None:
        """Send a body, signed now unless another signature is given (an empty one sends none)."""
        url, secret = self._connect if of_account and self._connect[0] else (self.url, self.secret)
        if signature is None:
            signature = sign(body, secret, int(time.time()))
        headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "Stripe/1.0 (stand-in)"}
        if signature:
            headers["Stripe-Signature"] = signature
        request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - the address we were given
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None
