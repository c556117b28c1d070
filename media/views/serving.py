"""Serves stored files to whoever holds a signed address.

What is not for everybody is asked for again, so that an address ends with the access that it was given for (J5). What
the virus scanner has not let through is like no file, whoever asks.

Files of the disk and small ones of a bucket go through here; of a bucket's large ones it says where they are.
"""

import re
from collections.abc import Iterator
from typing import IO
from wsgiref.util import FileWrapper

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kit import clock
from media.access.rights import may_still_have
from media.access.scanning import is_held_back
from media.access.signing import LIFETIME, Permit, open_permit
from media.models.file_types import INLINE_TYPES, type_of_name

CHUNK = 64 * 1024
# Pictures and papers up to here pass through; a film would hold a thread for as long as it is watched.
LARGE = 8 * 1024 * 1024
BUCKET_SECONDS = 30
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@require_safe
def file(request: HttpRequest, signed: str) -> HttpResponseBase:
    """GET answers the file or one range of it; a forged or outlived address is like none.

    For a large file of a bucket it is a redirect to the bucket, good no longer than this address.
    """
    permit = open_permit(signed)
    if permit is None or (permit.medium and not may_still_have(permit.person, permit.medium)):
        raise Http404
    try:
        opened = default_storage.open(permit.name, "rb")
        size = opened.size
    except (OSError, ValueError, SuspiciousOperation):
        raise Http404 from None
    if is_held_back(permit.name):
        opened.close()
        raise Http404
    if size > LARGE and (elsewhere := direct_address(permit)):
        opened.close()
        return HttpResponseRedirect(elsewhere)
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


def direct_address(permit: Permit) -> str:
    """The bucket's own signed address of the file; empty where files lie on disk."""
    if not hasattr(default_storage, "direct_address"):
        return ""
    content_type, disposition = shown_as(permit)
    # The bucket asks nobody. With the half minute for which a yes is remembered, access ends within one (J5).
    most = BUCKET_SECONDS if permit.medium else LIFETIME
    left = min(most, int(permit.until - clock.now().timestamp()))
    address: str = default_storage.direct_address(
        permit.name, content_type=content_type, disposition=disposition, seconds=max(1, left)
    )
    return address


def shown_as(permit: Permit) -> tuple[str, str]:
    """The content type of the file and how a browser is to take it."""
    content_type = permit.content_type or type_of_name(permit.name)
    inline = content_type in INLINE_TYPES
    disposition = content_disposition_header(not inline, permit.filename) or ("inline" if inline else "attachment")
    return content_type or "application/octet-stream", disposition


def add_headers(response: HttpResponseBase, permit: Permit) -> None:
    response["Content-Type"], response["Content-Disposition"] = shown_as(permit)
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
