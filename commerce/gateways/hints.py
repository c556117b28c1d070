"""What an event of Stripe's hints at: of which payment or subscription it speaks."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID


def intent_of(subject: Mapping[str, Any]) -> str | None:
    if subject.get("object") == "payment_intent":
        return str(subject["id"])
    found = subject.get("payment_intent")
    return found["id"] if isinstance(found, dict) else found


def subscription_of(subject: Mapping[str, Any]) -> str:
    if subject.get("object") == "subscription":
        return str(subject["id"])
    details = (subject.get("parent") or {}).get("subscription_details") or {}
    found = details.get("subscription") or subject.get("subscription") or ""
    return str(found["id"] if isinstance(found, dict) else found)


def as_uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
