"""Sending a file in parts, for the script of the editor's forms: begin, see what is there, send, join, discard.

Everything here is the signed-in person's own; what is another's is missing. Refusals have the one shape of all our
interfaces, `{"error": {"code", "message", "details"}}`.
"""

import json
import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException, UnreadablePostError
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kit.errors import Conflict, DomainError, InvalidInput, NotFound
from media.enums import UploadKind, UploadState
from media.errors import PartDamaged, StorageSilent
from media.models import Upload
from media.operations import uploads

Answer = Callable[..., HttpResponse]
LARGEST_CLAIM = 10_000
SHA256 = re.compile(r"[0-9a-f]{64}")

CODES: dict[type[DomainError], tuple[str, HTTPStatus]] = {
    NotFound: ("NOT_FOUND", HTTPStatus.NOT_FOUND),
    InvalidInput: ("VALIDATION_ERROR", HTTPStatus.UNPROCESSABLE_ENTITY),
    StorageSilent: ("UNAVAILABLE", HTTPStatus.SERVICE_UNAVAILABLE),
    Conflict: ("CONFLICT", HTTPStatus.CONFLICT),
}


def in_our_shape(view: Answer) -> Answer:
    """Answer what `view` is refused as JSON, with a sentence to show and a reason to go by."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            reason = error.code or InvalidInput.reason
            return refusal(
                "VALIDATION_ERROR",
                HTTPStatus.UNPROCESSABLE_ENTITY,
                " ".join(error.messages),
                {"reason": reason, "fields": {"file": error.messages}},
            )
        except DomainError as error:
            code, status = next(CODES[kind] for kind in CODES if isinstance(error, kind))
            details: dict[str, Any] = {"reason": error.reason}
            if isinstance(error, InvalidInput):
                details["fields"] = error.fields
            return refusal(code, status, str(error), details)
        except UnreadablePostError:
            # Whoever sent it is gone; the answer is for the log.
            return refusal("CONFLICT", HTTPStatus.CONFLICT, str(PartDamaged()), {"reason": PartDamaged.reason})

    return answer


def refusal(code: str, status: HTTPStatus, message: str, details: dict[str, Any]) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message, "details": details}}, status=status)


@require_http_methods(["GET", "POST"])
@in_our_shape
def uploads_of_mine(request: HttpRequest) -> HttpResponse:
    """GET lists what is under way of a `kind`; POST begins an upload, or finds that of the same file: 200 in both."""
    if request.method == "POST":
        return JsonResponse(shown(uploads.begin_upload(claim_in(request), actor=request.user)))
    kind = kind_called(request.GET.get("kind", UploadKind.VIDEO))
    return JsonResponse({"uploads": [shown(one) for one in uploads.uploads_under_way(request.user, kind=kind)]})


@require_http_methods(["GET", "DELETE"])
@in_our_shape
def upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """GET says which parts are there; DELETE gives the upload up."""
    found = uploads.find_upload(public_id, actor=request.user)
    if request.method == "DELETE":
        uploads.abandon_upload(found, actor=request.user)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return JsonResponse(shown(found))


@require_http_methods(["POST", "PUT"])
@in_our_shape
def upload_part(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """POST says where that part is sent; PUT is that place where files lie on our own disk.

    The body is read piece by piece, and not at all when its length is not that of the part.
    """
    found = uploads.find_upload(public_id, actor=request.user)
    if request.method == "POST":
        return JsonResponse({"address": uploads.address_of_part(found, number)})
    length = request.META.get("CONTENT_LENGTH") or ""
    sha256 = request.headers.get("X-Part-SHA256", "").lower()
    if sha256 and not SHA256.fullmatch(sha256):
        raise PartDamaged
    uploads.receive_part(
        found,
        number,
        request,
        length=int(length) if length.isascii() and length.isdecimal() and len(length) < 19 else -1,
        sha256=sha256,
    )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@require_http_methods(["POST"])
@in_our_shape
def upload_join(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """POST puts the parts together, once all are there."""
    found = uploads.find_upload(public_id, actor=request.user)
    return JsonResponse(shown(uploads.join_upload(found, actor=request.user)))


def claim_in(request: HttpRequest) -> uploads.Claim:
    """What the body says of the file. Raises InvalidInput unless it is JSON of that shape."""
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_CLAIM:
            raise InvalidInput
        body = json.loads(request.body)
        name, size, modified, content_type = (body[key] for key in ("name", "size", "modified", "content_type"))
        # Forms that were open when there were films alone do not say it.
        kind = kind_called(body.get("kind", UploadKind.VIDEO))
    except (ValueError, RecursionError, KeyError, TypeError, RawPostDataException):
        raise InvalidInput from None
    texts = isinstance(name, str) and isinstance(content_type, str)
    numbers = all(type(one) is int and 0 <= one < 2**53 for one in (size, modified))
    if not texts or not numbers or not is_sayable(name + content_type):
        raise InvalidInput
    return uploads.Claim(name=name, size=size, modified=modified, content_type=content_type, kind=kind)


def kind_called(name: Any) -> UploadKind:
    if name not in UploadKind.values:
        raise InvalidInput
    return UploadKind(name)


def is_sayable(text: str) -> bool:
    """Whether the database can keep it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def shown(one: Upload) -> dict[str, Any]:
    parts = uploads.sent_parts(one)
    return {
        "id": str(one.public_id),
        "kind": UploadKind(one.kind).value,
        "address": reverse("media_upload", args=[one.public_id]),
        "name": one.name,
        "size": one.size,
        "modified": one.modified,
        "state": UploadState(one.state).value,
        "part_size": one.part_size,
        "part_count": one.part_count,
        "parts": sorted(number for number, size in parts.items() if size == one.length_of(number)),
    }
