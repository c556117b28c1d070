"""Whether an object has the shape that Stripe publishes: against its library's types and against its fixtures."""

from __future__ import annotations

import typing
from typing import Any, ForwardRef, Literal, TypeVar, get_args, get_origin

from stripe._list_object import ListObject
from stripe._object_classes import get_object_class
from stripe._stripe_object import StripeObject, UntypedStripeObject

from tests.fakes.stripe.refusals import Json

NONE = type(None)
# What Stripe's fixtures show and a reply does not have, with the reason.
ABSENT = {
    "account.capabilities": {"card_payments": "only those that were asked for", "transfers": "the same"},
    "balance": {"connect_reserved": "only of platforms"},
    "invoice": {"subscription": "moved into parent; the library has it no more"},
    "charge.payment_method_details": {"card": "there is one member for each type"},
    "charge": {"refunds": "only there when a request expands it"},
}
# What a reply may have although the fixture, which is one example, does not show it.
SOMETIMES = {
    "account.controller": {
        "fees": "the fixture's account is controlled by itself",
        "is_controller": "the same",
        "losses": "the same",
        "requirement_collection": "the same",
        "stripe_dashboard": "the same",
    },
    "charge.payment_method_details": {"stripe_account": "there is one member for each type"},
    "checkout.session": {"tax_id_collection": "the fixture's shop does not ask for it; the library has it"},
    "item": {"taxes": "only there when a request expands it"},
    "dispute.evidence_details": {"submission_method": "newer than the fixture; the library has it"},
    "event": {"account": "only on events of connected accounts"},
    "event.data": {"previous_attributes": "only on events of changes"},
    "payment_intent.last_payment_error": {
        "charge": "the fixture's error shows its type alone",
        "code": "the same",
        "decline_code": "the same",
        "message": "the same",
        "payment_method": "the same",
    },
    "invoice_payment.payment": {"payment_intent": "there is one member for each type"},
    "payment_intent.next_action": {"redirect_to_url": "there is one member for each type"},
    "refund": {
        "failure_balance_transaction": "only on refunds that failed",
        "failure_reason": "only on refunds that failed",
    },
}


def against_library(body: Json) -> list[str]:
    """What the library's types say is wrong with an object: members it does not know, lacks, or types otherwise."""
    return _against_class(
        body, get_object_class("V2" if body["object"].startswith("v2.") else "V1", body["object"]), body["object"]
    )


def _against_class(body: Json, described: type, where: str) -> list[str]:
    hints = described.__annotations__
    found = [f"{where}.{name}: the library knows no such member" for name in body if name not in hints]
    for name, hint in hints.items():
        if name in body:
            found += _against_hint(body[name], hint, f"{where}.{name}")
        elif name != "OBJECT_NAME" and not _may_be_none(hint):
            found.append(f"{where}.{name}: is missing")
    return found


def _may_be_none(hint: Any) -> bool:
    return NONE in get_args(hint)


def _against_hint(value: Any, hint: Any, where: str) -> list[str]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is typing.Union:
        return _against_one_of(value, parts, where)
    if origin is Literal:
        return [] if value in parts else [f"{where}: {value!r} is none of {parts}"]
    if origin is list and isinstance(value, list):
        return [line for at, part in enumerate(value) for line in _against_hint(part, parts[0], f"{where}[{at}]")]
    if isinstance(hint, ForwardRef | str) or (origin or hint) in (StripeObject, ListObject):
        return _against_object(value, where)
    if hint is Any or isinstance(hint, TypeVar):
        return []
    return _against_type(value, origin or hint, where)


def _against_type(value: Any, described: type, where: str) -> list[str]:
    if described in (UntypedStripeObject, dict):
        described = dict
    elif issubclass(described, StripeObject) and isinstance(value, dict):
        return _against_class(value, described, where)
    # Decimals come as strings, and a float may be whole.
    wire: Any = {"Decimal": str, "float": (int, float)}.get(described.__name__, described)
    good = isinstance(value, wire) and (described is bool or not isinstance(value, bool))
    return [] if good else [f"{where}: {value!r} is no {described.__name__}"]


def _against_one_of(value: Any, parts: tuple[Any, ...], where: str) -> list[str]:
    if value is None:
        return [] if NONE in parts else [f"{where}: must not be null"]
    # The library lets any string pass beside the ones it lists; here only those will do.
    listed = any(get_origin(part) is Literal for part in parts)
    worst: list[str] = []
    for part in parts:
        if part is NONE or (listed and part is str):
            continue
        worst = _against_hint(value, part, where)
        if not worst:
            return []
    return worst


def _against_object(value: Any, where: str) -> list[str]:
    if not isinstance(value, dict) or "object" not in value:
        return [f"{where}: {value!r} is no object"]
    if value["object"] == "list":
        return [line for member in value["data"] for line in against_library(member)]
    return [f"{where} > {line}" for line in against_library(value)]


def against_fixture(body: Json, fixture: Json, where: str = "") -> list[str]:
    """What a fixture says is wrong with an object: members it has and we lack, ours that it lacks, other types."""
    where = where or body["object"]
    excused, possible = ABSENT.get(where, {}), SOMETIMES.get(where, {})
    found = [f"{where}.{name}: is missing" for name in fixture if name not in body and name not in excused]
    for name, value in body.items():
        if name not in fixture:
            found += [] if name in possible else [f"{where}.{name}: the fixture has no such member"]
        elif isinstance(value, dict) and isinstance(fixture[name], dict) and not _is_free(name, value):
            found += against_fixture(value, fixture[name], f"{where}.{name}")
        elif value is not None and fixture[name] is not None and _kind(value) != _kind(fixture[name]):
            found.append(f"{where}.{name}: {value!r} is of another kind than {fixture[name]!r}")
    return found


def _is_free(name: str, value: Json) -> bool:
    """Members whose names are anybody's (metadata), and whole objects, which have fixtures of their own."""
    return name in ("metadata", "object") or "object" in value


def _kind(value: Any) -> str:
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__
