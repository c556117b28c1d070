"""Runs one kind of request many times and says what one costs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.client import RequestFactory
from django.test.utils import CaptureQueriesContext

from bench.cpu import spent

# Statements that DESIGN 12 does not count: transactions and their limits.
UNCOUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ")


@dataclass(frozen=True)
class Request:
    """One HTTP request as the test client's factory makes it: `options` are its keyword arguments."""

    method: str
    path: str
    options: dict[str, Any]
    expected: int = 200


@dataclass
class Answer:
    """What came back: the status line, the headers, the whole body."""

    status: str
    headers: dict[str, str]
    content: bytes = b""


class Caller:
    """Sends requests through the project's whole WSGI stack, middleware included, without a socket."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.factory = RequestFactory()

    def __call__(self, request: Request) -> Answer:
        """Answer `request` in full. Raises AssertionError when the status is not the one it expects."""
        environ = self.factory.generic(request.method, request.path, **request.options).environ
        answer = Answer(status="", headers={})

        def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> None:
            answer.status, answer.headers = status, dict(headers)

        body: Any = self.handler(environ, cast(Any, start_response))
        try:
            answer.content = b"".join(body)
        finally:
            body.close()
        if not answer.status.startswith(str(request.expected)):
            raise AssertionError(f"{request.method} {request.path}: {answer.status}, {answer.content[:300]!r}")
        return answer


Make = Callable[[int], "Request | Callable[[], object]"]


def milliseconds(make: Make, *, times: int, backend: int, caller: Caller) -> tuple[float, float]:
    """CPU milliseconds of one piece of work, by the application and by the database, over `times` pieces."""
    pieces = [make(number) for number in range(times)]
    before = spent(backend)
    for piece in pieces:
        do(piece, caller)
    used = spent(backend) - before
    return used.app * 1000 / times, used.database * 1000 / times


def do(piece: "Request | Callable[[], object]", caller: Caller) -> None:
    """A request is sent, anything else is called."""
    if isinstance(piece, Request):
        caller(piece)
    else:
        piece()


def count_queries(make: Make, *, caller: Caller) -> int:
    """The statements of one warm piece of work, transactions and limits apart."""
    do(make(0), caller)
    piece = make(1)
    with CaptureQueriesContext(connection) as captured:
        do(piece, caller)
    return sum(
        not query["sql"].lstrip().upper().startswith(UNCOUNTED) and "rate_limit" not in query["sql"]
        for query in captured.captured_queries
    )
