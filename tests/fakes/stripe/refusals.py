"""What Stripe says no to, in the shape in which it says it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """A request that Stripe refuses: the status and the members of `error`.

    `keep` is for refusals that leave something behind, as a declined card leaves a failed charge.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        keep: bool = False,
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.keep = keep
        members = {"code": code, "message": message, "param": param, "type": kind, **more}
        self.body: Json = {"error": {name: value for name, value in members.items() if value is not None}}


class BadRequest(Refused):
    """Parameters that do not hold. Nothing began, so an idempotency key does not remember it."""


def missing(what: str, object_id: str, param: str = "id") -> Refused:
    """The refusal of an id that names nothing."""
    return Refused(f"No such {what}: '{object_id}'", status=404, code="resource_missing", param=param)


def declined(message: str, *, code: str, decline_code: str | None = None, **more: Any) -> Refused:
    """A card that was declined; what the attempt left behind stays."""
    return Refused(message, status=402, kind="card_error", code=code, decline_code=decline_code, keep=True, **more)
