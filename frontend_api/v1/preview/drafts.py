"""What a preview shows: drafts in the shapes of published documents, with their files at addresses of the preview."""

import re
from typing import Any, cast
from uuid import UUID

from cms.documents.pages import page_document
from courses.models import CourseTreePage
from courses.operations.drafts import CourseDraft, course_draft, draft_state
from frontend_api.renderers import dump
from kit.errors import NotFound
from previews.models import Preview, StorefrontPreview
from previews.operations import draft_content, draft_page, media_ticket, version_of

# Streams and renditions ask who is there, which a ticket does not tell: drafts show what was uploaded.
MADE = re.compile(rb'("stream_url":)"/api/v1/media/[^"]*"|("(?:thumbnails|rendition)":)\{"url":"/api/v1/media/[^{}]*\}')
# The address of a file or picture, or a link in a text; words that only look like one are left alone.
MEDIUM = re.compile(rb'(":"|href=\\")/api/v1/media/([0-9a-f]{8}-[0-9a-f-]{27})(?=\\?")')


def course_of(preview: Preview) -> CourseDraft:
    """The draft of the course that the preview is bound to. Raises NotFound for previews of other pages."""
    page = preview.page.specific
    if not isinstance(page, CourseTreePage):
        raise NotFound
    return course_draft(page, draft_content(preview))


def page_of(preview: Preview) -> dict[str, Any]:
    """The draft of the editorial page, as the page's own address would answer it."""
    if isinstance(preview.page.specific, CourseTreePage):
        raise NotFound
    return {"outcome": "page", "document": page_document(draft_page(preview))}


def description_of(preview: Preview) -> dict[str, Any]:
    """What is previewed and in which version."""
    page = preview.page.specific
    kind = cast(StorefrontPreview, page).preview_kind
    subject: dict[str, Any] = {"kind": kind, "course": None, "lesson_id": None, "chapter_id": None, "page": None}
    if isinstance(page, CourseTreePage):
        draft = course_of(preview)
        state = draft_state(page)
        subject |= {"title": draft.title, "language": draft.language, "lesson_id": draft.lesson_id}
        subject |= {"course": {"id": draft.course.public_id, "slug": draft.course.slug}, "chapter_id": draft.chapter_id}
    else:
        shown = draft_page(preview)
        state = [page.latest_revision_created_at]
        subject |= {"title": shown.title, "language": page.locale.language_code}
        subject["page"] = {"id": page.translation_key, "type": page.page_kind.value, "path": page.address}
    version = version_of(preview.pk, preview.page.latest_revision_created_at, state)
    return {"id": preview.public_id, "expires_at": preview.expires_at, "version": version, "subject": subject}


def as_sent(preview: Preview, body: Any) -> bytes:
    """The answer's bytes; each file shown is fetched with a ticket of its own instead of the reader's rights."""

    def with_ticket(found: re.Match[bytes]) -> bytes:
        name = found[2].decode()
        return found[1] + f"/api/v1/preview/media/{media_ticket(preview, UUID(name))}/{name}".encode()

    return MEDIUM.sub(with_ticket, MADE.sub(rb"\1\2null", dump(body)))
