"""Serves files of local disk to whoever holds a signed address. It asks no further question: signing answered it."""

import re
from collections.abc import Iterator
from typing import IO
from wsgiref.util import FileWrapper

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from media.access.signing import Permit, open_permit
from media.models.file_types import INLINE_TYPES, type_of_name

CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@require_safe
def file(request: HttpRequest, signed: str) -> HttpResponseBase:
    """GET answers the file or one range of it; a forged or outlived address is like none."""
    permit = open_permit(signed)
    if permit is None:
        raise Http404
    try:
        opened = default_storage.open(permit.name, "rb")
        size = opened.size
    except (OSError, ValueError, SuspiciousOperation):
        raise Http404 from None
    span = wanted_range(request, size)
    response: HttpResponseBase
    if span is None:
        response = StreamingHttpResponse(FileWrapper(opened, CHUNK))
        response["Content-Length"] = str(size)
    elif not span:
        opened.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        opened.seek(span.start)
        response = StreamingHttpResponse(slices(opened, len(span)), status=206)
        response["Content-Length"] = str(len(span))
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    add_headers(response, permit)
    return response


def add_headers(response: HttpResponseBase, permit: Permit) -> None:
    content_type = permit.content_type or type_of_name(permit.name)
    inline = content_type in INLINE_TYPES
    response["Content-Type"] = content_type or "application/octet-stream"
    response["Content-Disposition"] = content_disposition_header(not inline, permit.filename) or (
        "inline" if inline else "attachment"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Accept-Ranges"] = "bytes"
    response["Referrer-Policy"] = "no-referrer"
    response["Cross-Origin-Resource-Policy"] = "same-site"
    response["Cache-Control"] = "public, max-age=31536000, immutable" if permit.public else "private, no-store"


def wanted_range(request: HttpRequest, size: int) -> range | None:
    """None for the whole file, an empty range for one that cannot be satisfied. Several ranges get the whole file."""
    match = ONE_RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or match[0] == "bytes=-":
        return None
    first, last = match[1], match[2]
    if not first:
        return range(max(size - int(last), 0), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1 if last else size, size))


def slices(opened: IO[bytes], left: int) -> Iterator[bytes]:
    with opened:
        while left > 0 and (chunk := opened.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk
