"""Bodies that come in pieces (RFC 9112 7.1), without a length before them, as Node's fetch sends streams.

Django reads as much as `Content-Length` says, so that such a body would be silently empty.
"""

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PIECE = 64 * 1024


def with_known_length(application: Application, *, limit: int) -> Application:
    """Let `application` see a body in pieces as one whole. More than `limit` bytes are refused with 413."""

    def serve(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH") or "chunked" not in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            return application(environ, start_response)
        with SpooledTemporaryFile(max_size=PIECE) as whole:
            length = 0
            while piece := environ["wsgi.input"].read(PIECE):
                length += len(piece)
                if length > limit:
                    return _too_large(start_response, limit)
                whole.write(piece)
            whole.seek(0)
            return application(environ | {"CONTENT_LENGTH": str(length), "wsgi.input": whole}, start_response)

    return serve


def _too_large(start_response: Callable[..., Any], limit: int) -> Iterable[bytes]:
    message = f"A body that comes in pieces may have {limit} bytes at most. Send its length first."
    body = json.dumps({"error": {"code": "TOO_LARGE", "message": message, "details": {"reason": "too_large"}}}).encode()
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
