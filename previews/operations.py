"""From the editor's code to a session, and from the session to the draft (docs/adr/0018)."""

import hashlib
import secrets
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.signing import Signer
from django.db import transaction
from django.utils.crypto import constant_time_compare

from kit import clock
from kit.failpoints import failpoint
from previews.access import may_preview
from previews.errors import PreviewCodeUnknown, PreviewEnded, PreviewNotAllowed
from previews.models import SESSION_LIVES, Preview, digest_of

TICKETS = Signer(salt="previews.media", sep=".")


@transaction.atomic
def exchange_code(code: str, *, site: str) -> tuple[Preview, str]:
    """The session that the code opens, and its token. A code opens one, whoever asks twice."""
    now = clock.now()
    waiting = Preview.objects.filter(code_hash=digest_of(code), opened_at=None, code_expires_at__gt=now, site=site)
    preview = waiting.select_for_update(of=("self",)).select_related("editor", "page").first()
    if preview is None or site != settings.SITE_URL:
        raise PreviewCodeUnknown
    failpoint("previews.code_read")
    if not may_preview(preview):
        raise PreviewNotAllowed
    token = secrets.token_urlsafe(32)
    preview.opened_at, preview.token_hash, preview.expires_at = now, digest_of(token), now + SESSION_LIVES
    preview.save(update_fields=["opened_at", "token_hash", "expires_at"])
    return preview, token


def open_preview(token: str) -> Preview:
    """The session of the token. Raises PreviewEnded, or PreviewNotAllowed once the editor may not edit any more."""
    return _checked(Preview.objects.open().filter(token_hash=digest_of(token)))


def media_ticket(preview: Preview, medium: UUID) -> str:
    """What stands in the address of a file that a draft shows: it opens that file alone, and ends with the session."""
    return f"{preview.public_id.hex}.{_signature_of(preview.public_id, medium)}"


def open_ticket(ticket: str, medium: UUID) -> Preview:
    """The session whose ticket for that file this is; refuses like `open_preview`."""
    name, _, signature = ticket.partition(".")
    try:
        preview = UUID(hex=name)
    except ValueError:
        raise PreviewEnded from None
    if not constant_time_compare(signature, _signature_of(preview, medium)):
        raise PreviewEnded
    return _checked(Preview.objects.open().filter(public_id=preview))


def _signature_of(preview: UUID, medium: UUID) -> str:
    return TICKETS.signature(f"{preview.hex}/{medium.hex}")


def draft_content(preview: Preview) -> dict[str, Any] | None:
    """The fields of the page to show instead of those of its newest revision; None where that one is newer."""
    saved_at = preview.page.latest_revision_created_at
    if preview.follows_draft and saved_at is not None and saved_at > preview.created_at:
        return None
    content: dict[str, Any] | None = preview.content
    return content


def draft_page(preview: Preview) -> Any:
    """The previewed page with the text to show, as an instance of its own kind."""
    page = preview.page.specific
    content = draft_content(preview)
    draft = page.get_latest_revision_as_object() if content is None else page.with_content_json(content)
    # Revisions remember these as they were before they were published themselves.
    draft.first_published_at, draft.last_published_at = page.first_published_at, page.last_published_at
    return draft


def version_of(*parts: object) -> str:
    """A word that changes when one of the parts does."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def forget_ended() -> None:
    """Delete what opens nothing any more, drafts included."""
    Preview.objects.ended().delete()


def _checked(found: Any) -> Preview:
    preview: Preview | None = found.select_related("editor", "page").first()
    if preview is None:
        raise PreviewEnded
    if not may_preview(preview):
        raise PreviewNotAllowed
    return preview
