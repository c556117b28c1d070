"""The doors under /_fake/, for tests on the same machine: faults, webhooks, clock, truth, and a hand at the card."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.fakes.stripe import clockwork, forgeries, paying, refunds
from tests.fakes.stripe.faults import Faults
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.store import Store
from tests.fakes.stripe.truth import truth
from tests.fakes.stripe.webhooks import Courier
from tests.fakes.stripe.work import Work

Deed = Callable[[Work, Json], Any]
# More doors, from modules that this one does not know: ("POST", "disputes/{id}/close") and what it does.
DEEDS: dict[tuple[str, str], Deed] = {}


def deed(method: str, path: str) -> Callable[[Deed], Deed]:
    def register(act: Deed) -> Deed:
        DEEDS[method, path] = act
        return act

    return register


def is_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Control:
    """These doors, on one store, its courier and its faults."""

    def __init__(self, store: Store, courier: Courier, faults: Faults, public_url: str) -> None:
        self._store = store
        self._courier = courier
        self._faults = faults
        self._work = Work(store, public_url)

    def routes(self) -> list[Route]:
        courier, faults = self._courier, self._faults
        deeds: dict[tuple[str, str], Deed] = {
            ("GET", "truth"): lambda work, given: truth(work),
            ("POST", "reset"): self._reset,
            ("GET", "faults"): lambda work, given: faults.all(),
            ("POST", "faults"): lambda work, given: faults.add(given),
            ("DELETE", "faults"): lambda work, given: faults.clear(),
            ("GET", "webhooks"): lambda work, given: courier.queue(),
            ("POST", "webhooks"): lambda work, given: courier.set_mode(given),
            ("POST", "webhooks/url"): self._set_url,
            ("POST", "webhooks/deliver"): lambda work, given: courier.deliver(**given),
            ("POST", "webhooks/retry"): lambda work, given: courier.retry(),
            ("POST", "webhooks/forge"): lambda work, given: forgeries.forge(courier, **given),
            ("POST", "clock"): lambda work, given: {"now": clockwork.move(work, given)},
            ("GET", "clock"): lambda work, given: {"now": work.now},
            **DEEDS,
        }
        return [Route(f"/_fake/{path}", self._answer(act), methods=[method]) for (method, path), act in deeds.items()]

    def _answer(self, act: Deed) -> Callable[[Request], Any]:
        async def answer(request: Request) -> Response:
            if request.client is None or not is_local(request.client.host):
                return JSONResponse({"error": "Only from the same machine."}, 403)
            try:
                given = json.loads(await request.body() or b"{}")
                done = await run_in_threadpool(act, self._work, {**given, **request.path_params})
            except Refused as refused:
                return JSONResponse(refused.body, refused.status)
            except (TypeError, ValueError, KeyError) as error:
                return JSONResponse({"error": f"That cannot be asked: {error}"}, 400)
            return JSONResponse(done)

        return answer

    def _reset(self, work: Work, given: Json) -> None:
        """Everything as at the first start: no objects, no faults, webhooks at once, the machine's time."""
        self._faults.clear()
        self._store.empty()

    def _set_url(self, work: Work, given: Json) -> None:
        self._courier.send_to(given["url"])


@deed("POST", "sessions/{id}/pay")
def pay(work: Work, given: Json) -> Json:
    """Pay as a person would: `card` (4242… without one), `email`, `name`; `authenticate` answers 3-D Secure.

    `line1`, `postal_code`, `city`, `country` and `tax_id` say where a receipt goes.
    """
    card = given.get("card", "4242424242424242")
    answer = given.get("authenticate")
    typed = {name: value for name, value in given.items() if name not in {"id", "card", "authenticate"}}
    with work.store.transaction():
        try:
            session = paying.pay(work, given["id"], card, **typed)
            if session["status"] == "open" and answer is not None:
                intent = work.store.hidden(session["id"])["intent"]
                session = paying.authenticate(work, intent, passes=answer == "complete")
        except Refused as refused:
            if not refused.keep:
                raise
            return {"declined": refused.body["error"], "session": work.store.find(given["id"])}
        return {"declined": None, "session": session}


@deed("POST", "refunds/{id}/settle")
def settle(work: Work, given: Json) -> Json:
    """A pending refund arrives."""
    with work.store.transaction():
        return refunds.settle_refund(work, work.get("refund", given["id"]))


@deed("POST", "refunds/{id}/fail")
def fail(work: Work, given: Json) -> Json:
    """A refund comes back from the bank."""
    with work.store.transaction():
        refund = work.get("refund", given["id"])
        if refund["status"] == "failed":
            raise BadRequest("This refund has failed already.")
        return refunds.fail_refund(work, refund)
