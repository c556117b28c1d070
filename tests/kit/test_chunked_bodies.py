"""A body in pieces is the same body."""

import io

import pytest

from kit.chunked_bodies import TOO_LONG, with_known_length

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


def test_nothing_of_too_long_a_body_arrives_and_it_is_named():
    seen = {}
    served = with_known_length(lambda environ, start_response: seen.update(environ) or [], limit=LIMIT)
    body = io.BytesIO(b"x" * (LIMIT + 1))
    served({"REQUEST_METHOD": "POST", "wsgi.input": body, "HTTP_TRANSFER_ENCODING": "chunked"}, None)
    assert seen[TOO_LONG] is True
    assert (seen["CONTENT_LENGTH"], seen["wsgi.input"].read()) == ("0", b"")


def test_a_body_with_a_length_is_left_alone():
    assert ask(b"abcdef", CONTENT_LENGTH="3")[0] == [b"abc"]
