"""What is refused before any view carries what every answer carries, over the wire."""

import http.client
import json

import pytest
from django.conf import settings
from django.db import connections

from tests import database
from tests.program import PATIENCE, Program

PROMISED = {
    "Cache-Control",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-Request-Id",
    "X-Robots-Tag",
}


@pytest.fixture
def program(transactional_db, tmp_path):
    on = database.address(connections["default"].settings_dict["NAME"])
    program = Program(tmp_path, DATABASE_URL=on, DEMO="0", STOREFRONT="0")
    program.wait_until_ready()
    yield program
    program.stop()


def ask(program, method, path, *, pieces=None, **headers):
    """The status, the names of the headers and the text of what the program answers."""
    connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=PATIENCE)
    if pieces is not None:
        headers["Transfer-Encoding"] = "chunked"
    connection.request(method, path, body=pieces, headers=headers, encode_chunked=pieces is not None)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, {name.title() for name, _value in answer.getheaders()}, text


def test_every_refusal_carries_what_every_answer_carries(program):
    too_much = [b"x" * 65_536] * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 65_536) + [b"x"]
    answers = {
        "in pieces, to the API": ask(program, "POST", "/api/v1/auth/sign-in", pieces=too_much),
        "in pieces, to the editor": ask(program, "POST", "/admin/login/", pieces=too_much),
        "too long": ask(program, "POST", "/api/v1/auth/sign-in", **{"Content-Length": "1000001"}),
        "no host": ask(program, "GET", "/admin/login/", Host="a b"),
        "NUL": ask(program, "GET", "/api/v1/courses?q=%00"),
        "no method": ask(program, "BREW", "/api/v1/courses"),
        "no text": ask(program, "GET", "/%ff%fe"),
        "a slash": ask(program, "GET", "/admin"),
        "nothing": ask(program, "GET", "/static/nothing.css"),
    }
    assert {name: status for name, (status, _headers, _text) in answers.items()} == {
        "in pieces, to the API": 413,
        "in pieces, to the editor": 413,
        "too long": 413,
        "no host": 400,
        "NUL": 400,
        "no method": 405,
        "no text": 404,
        "a slash": 301,
        "nothing": 404,
    }
    missing = {name: PROMISED - headers for name, (_status, headers, _text) in answers.items()}
    assert [(name, names) for name, names in missing.items() if names] == []
    for name in ("in pieces, to the API", "in pieces, to the editor", "too long"):
        error = json.loads(answers[name][2])["error"]
        assert (error["code"], error["details"]["reason"]) == ("TOO_LARGE", "too_large")


def test_a_host_that_is_not_known_is_refused_with_them_where_all_is_sent_on_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["perfomix.example"]
    refused = client.get("/admin/login/", headers={"Host": "evil.example"})
    assert refused.status_code == 400
    assert PROMISED - {name.title() for name in refused.headers} == set()
