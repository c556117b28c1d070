"""From a request to its reply: key, parameters, faults, idempotency, work, expansion."""

from __future__ import annotations

import json
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from stripe._api_version import _ApiVersion

from tests.fakes.stripe import faults, files, params
from tests.fakes.stripe.doors import DOORS, Door, expand
from tests.fakes.stripe.faults import Fault, Faults
from tests.fakes.stripe.idempotency import Keys, Reply, digest
from tests.fakes.stripe.refusals import BadRequest, Json, Refused
from tests.fakes.stripe.store import Store
from tests.fakes.stripe.work import Work

SECRET_KEYS = ("sk_test_", "rk_test_")


class Dropped(Response):
    """No reply at all: the server closes the connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.drop"})


class Api:
    """All doors of the API on one store."""

    def __init__(self, store: Store, faults: Faults, public_url: str) -> None:
        self.store = store
        self.faults = faults
        self.public_url = public_url
        self.keys = Keys(store)

    def routes(self) -> list[Route]:
        return [Route(door.path, self._answer(door), methods=[door.method]) for door in DOORS]

    def _answer(self, door: Door) -> Any:
        async def answer(request: Request) -> Response:
            work = Work(
                self.store,
                self.public_url,
                account=request.headers.get("Stripe-Account", ""),
                request_id=self._request_id(),
                idempotency_key=request.headers.get("Idempotency-Key") if request.method != "GET" else None,
            )
            fault = self.faults.strike(request.method, request.url.path)
            kind = fault.fault if fault else ""
            if kind == "drop_before":
                return Dropped()
            try:
                authenticate(request)
                if kind in ("429", "500"):
                    raise faults.refusal(kind)
                given = await _given(request)
                reply = await self._once(door, work, request, given, fault=fault)
            except Refused as refused:
                reply = Reply(refused.status, refused.body)
            if kind == "process_then_drop":
                return Dropped()
            return _response(reply, work)

        return answer

    def _request_id(self) -> str:
        with self.store.transaction():
            return self.store.new_id("req_", 14)

    async def _once(self, door: Door, work: Work, request: Request, given: Json, *, fault: Fault | None) -> Reply:
        """Do it, unless the idempotency key says that it was done."""
        key = work.idempotency_key
        path = request.url.path
        mark = digest(request.method, path, given)
        if key is not None:
            known = await run_in_threadpool(self.keys.begin, work.account, key, mark)
            if known is not None:
                return known
        try:
            if fault is not None:
                await self.faults.wait(fault)
            ids = list(request.path_params.values())
            fails = fault is not None and fault.fault == "500_kept"
            return await run_in_threadpool(self._do, door, work, given, ids=ids, mark=mark, fails=fails)
        finally:
            if key is not None:
                self.keys.release(work.account, key)

    def _do(self, door: Door, work: Work, given: Json, *, ids: list[str], mark: str, fails: bool) -> Reply:
        """The work and the memory of its reply, in one transaction; a refusal undoes the work but is remembered."""
        with self.store.transaction():
            if work.account and self.store.find(work.account) is None:
                raise Refused(
                    f"The provided key does not have access to account '{work.account}' (or that account does not "
                    "exist). Application access may have been revoked.",
                    status=403,
                    code="account_invalid",
                )
            checked = params.read({"expand": [params.text], **door.schema}, given)
            paths = checked.pop("expand", [])
            self.store.rows("SAVEPOINT work")
            try:
                if fails:
                    raise faults.refusal("500")
                reply = Reply(200, expand(work, door.act(work, checked, *ids), paths))
            except BadRequest:
                raise
            except Refused as refused:
                if not refused.keep:
                    self.store.rows("ROLLBACK TO work")
                reply = Reply(refused.status, refused.body)
            if work.idempotency_key is not None:
                self.keys.keep(work.account, work.idempotency_key, mark, reply)
            return reply


def authenticate(request: Request) -> None:
    """Raise Refused unless the request bears a secret key of test mode."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not key:
        raise Refused(
            "You did not provide an API key. You need to provide your API key in the Authorization header, using "
            "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
            status=401,
        )
    if not key.startswith(SECRET_KEYS):
        raise Refused(f"Invalid API Key provided: {key[:8]}****{key[-4:]}", status=401)


async def _given(request: Request) -> Json:
    """The parameters as they were sent: in the address, as a form, or (v2) as JSON."""
    if request.method in ("GET", "DELETE"):
        return params.from_form(request.url.query)
    content_type = request.headers.get("Content-Type", "")
    if content_type.startswith("multipart/form-data"):
        return files.from_multipart(await request.body(), content_type)
    body = (await request.body()).decode("utf-8", "replace")
    if not request.url.path.startswith("/v2/"):
        return params.from_form(body)
    try:
        given = json.loads(body or "{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise BadRequest("Request body could not be parsed as JSON.")
    return given


def _response(reply: Reply, work: Work) -> Response:
    headers = {"Request-Id": work.request_id or "", "Stripe-Version": _ApiVersion.CURRENT}
    if work.idempotency_key is not None:
        headers["Idempotency-Key"] = work.idempotency_key
    if reply.replayed:
        headers["Idempotent-Replayed"] = "true"
    if work.account:
        headers["Stripe-Account"] = work.account
    body = json.dumps(reply.body, indent=2)
    return Response(body, reply.status, headers, media_type="application/json")


async def unknown(request: Request, error: Exception) -> Response:
    """Stripe's answer to an address that it does not know."""
    message = f"Unrecognized request URL ({request.method}: {request.url.path})."
    refused = Refused(message, status=404)
    return Response(json.dumps(refused.body), refused.status, media_type="application/json")
