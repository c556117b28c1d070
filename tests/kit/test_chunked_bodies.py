"""A body in pieces is the same body."""

import io
import json

import pytest

from kit.chunked_bodies import with_known_length

LIMIT = 100_000


def ask(body, **environ):
    """What the application behind read, and what was answered: (read, status, answer)."""
    read, statuses = [], []

    def application(environ, start_response):
        read.append(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
        start_response("200 OK", [])
        return [b"fine"]

    served = with_known_length(application, limit=LIMIT)
    given = {"REQUEST_METHOD": "POST", "wsgi.input": io.BytesIO(body), **environ}
    answer = b"".join(served(given, lambda status, headers: statuses.append(status)))
    return read, statuses[0], answer


@pytest.mark.parametrize("body", [b"", b"{}", b"x" * LIMIT])
def test_a_body_in_pieces_arrives_whole(body):
    read, status, answer = ask(body, HTTP_TRANSFER_ENCODING="Chunked")
    assert (read, status, answer) == ([body], "200 OK", b"fine")


def test_too_long_a_body_is_refused_and_reaches_nobody():
    read, status, answer = ask(b"x" * (LIMIT + 1), HTTP_TRANSFER_ENCODING="chunked")
    assert read == []
    assert status.startswith("413 ")
    assert json.loads(answer)["error"]["code"] == "TOO_LARGE"


def test_a_body_with_a_length_is_left_alone():
    assert ask(b"abcdef", CONTENT_LENGTH="3")[0] == [b"abc"]
