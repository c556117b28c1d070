"""Webhooks that Stripe would not send: what a receiver has to refuse."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from tests.fakes.stripe.refusals import BadRequest, Json
from tests.fakes.stripe.webhooks import Courier, sign

Forged = tuple[bytes, str]


def _old_timestamp(body: bytes, secret: str) -> Forged:
    return body, sign(body, secret, int(time.time()) - 3600)


def _wrong_secret(body: bytes, secret: str) -> Forged:
    return body, sign(body, secret + "x", int(time.time()))


def _no_signature(body: bytes, secret: str) -> Forged:
    return body, ""


def _tampered(body: bytes, secret: str) -> Forged:
    signature = sign(body, secret, int(time.time()))
    return body.replace(b'"livemode": false', b'"livemode":  false', 1), signature


def _other_scheme(body: bytes, secret: str) -> Forged:
    return body, sign(body, secret, int(time.time())).replace("v1=", "v0=")


def _changed(**members: object) -> Callable[[bytes, str], Forged]:
    """A body that says something else and is signed rightly."""

    def forge(body: bytes, secret: str) -> Forged:
        changed = json.dumps({**json.loads(body), **members}, indent=2).encode()
        return changed, sign(changed, secret, int(time.time()))

    return forge


FORGERIES: dict[str, Callable[[bytes, str], Forged]] = {
    "old_timestamp": _old_timestamp,
    "wrong_secret": _wrong_secret,
    "no_signature": _no_signature,
    "tampered": _tampered,
    "other_scheme": _other_scheme,
    "foreign_account": _changed(account="acct_1ForeignAccount00"),
    "wrong_livemode": _changed(livemode=True),
    "other_api_version": _changed(api_version="2014-01-31"),
    "unknown_type": _changed(type="teapot.boiled"),
    "not_json": lambda body, secret: (b"{", sign(b"{", secret, int(time.time()))),
}


def forge(courier: Courier, *, how: str, event: str) -> Json:
    """Send a forgery made of an event, and say what was answered."""
    if how not in FORGERIES:
        raise BadRequest(f"A forgery is one of {', '.join(FORGERIES)}.")
    body, signature = FORGERIES[how](courier.body(event), courier.secret)
    return {"how": how, "answer": courier.post(body, signature)}
