"""What the business rules may refuse. The domain says what; the edge (HTTP, admin, command) decides how it looks."""

from typing import ClassVar


class DomainError(Exception):
    """A request the business rules refuse; safe to show to the person who asked.

    `reason` is stable and machine readable (`course_full`); `message` may use the keyword arguments given.
    """

    reason: ClassVar[str] = "refused"
    message: ClassVar[str] = "That is not possible."

    def __init__(self, **context: object) -> None:
        self.context = context
        super().__init__(self.message.format(**context))

    @property
    def told(self) -> dict[str, object]:
        """What a client is told beside, as values that JSON knows."""
        return {}


class Conflict(DomainError):
    """The state of things does not allow it (HTTP 409)."""


class NotAllowed(DomainError):
    """The person may know of the thing but not do this to it (HTTP 403)."""

    reason = "not_allowed"
    message = "You may not do that."


class NotFound(DomainError):
    """There is no such thing, or this person may not know that there is (HTTP 404)."""

    reason = "not_found"
    message = "There is nothing here."


class NotSignedIn(DomainError):
    """The person is not known, or no longer (HTTP 401)."""

    reason = "not_signed_in"
    message = "Please sign in."


class RateLimited(DomainError):
    """Too many requests in the window (HTTP 429); `retry_after` is in whole seconds."""

    reason = "rate_limited"
    message = "Too many requests. Please try again in {retry_after} seconds."


class InvalidInput(DomainError):
    """Input that cannot be taken (HTTP 422). `fields` maps a field's name to what is wrong with it."""

    reason = "invalid"
    message = "Please correct what is marked."

    def __init__(self, fields: dict[str, list[str]] | None = None, **context: object) -> None:
        self.fields = fields or {}
        super().__init__(**context)
