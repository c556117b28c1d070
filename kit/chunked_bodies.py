"""Bodies that come in pieces (RFC 9112 7.1), without a length before them, as Node's fetch sends streams.

Django reads as much as `Content-Length` says, so that such a body would be silently empty.
"""

import io
from collections.abc import Callable, Iterable
from tempfile import SpooledTemporaryFile
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

PIECE = 64 * 1024
# Set in the environment of a request whose body was not read to its end, and is empty therefore.
TOO_LONG = "perfomix.body_is_too_long"


def with_known_length(application: Application, *, limit: int) -> Application:
    """Let `application` see a body in pieces as one whole; more than `limit` bytes it has to refuse (`TOO_LONG`)."""

    def serve(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH") or "chunked" not in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            return application(environ, start_response)
        with SpooledTemporaryFile(max_size=PIECE) as whole:
            length = 0
            while piece := environ["wsgi.input"].read(PIECE):
                length += len(piece)
                if length > limit:
                    refused = {"CONTENT_LENGTH": "0", "wsgi.input": io.BytesIO(), TOO_LONG: True}
                    return application(environ | refused, start_response)
                whole.write(piece)
            whole.seek(0)
            return application(environ | {"CONTENT_LENGTH": str(length), "wsgi.input": whole}, start_response)

    return serve
