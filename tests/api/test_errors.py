"""No input makes a 5xx, and everything that goes wrong has one shape."""

import pytest
from rest_framework.test import APIClient

pytestmark = [pytest.mark.urls("tests.api.sample_urls"), pytest.mark.django_db]

SAMPLE = "/api/v1/sample"


def problem(response):
    """The status and the parts of the error, after a look at the shape."""
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"
    return response.status_code, body["error"]["code"], body["error"]["details"]


@pytest.mark.covers("req-J2")
@pytest.mark.parametrize(
    ("fault", "status", "code", "details"),
    [
        ("conflict", 409, "CONFLICT", {"reason": "course_full"}),
        ("forbidden", 403, "FORBIDDEN", {"reason": "not_allowed"}),
        ("django-forbidden", 403, "FORBIDDEN", {"reason": "not_allowed"}),
        ("missing", 404, "NOT_FOUND", {"reason": "not_found"}),
        ("gone-row", 404, "NOT_FOUND", {"reason": "not_found"}),
        ("unknown-person", 401, "UNAUTHORIZED", {"reason": "not_signed_in"}),
        ("limited", 429, "RATE_LIMITED", {"reason": "rate_limited", "retry_after": 7}),
        (
            "invalid",
            422,
            "VALIDATION_ERROR",
            {"reason": "invalid", "fields": {"stars": ["Between 1 and 5, please."]}},
        ),
        ("suspicious", 400, "BAD_REQUEST", {"reason": "bad_request"}),
    ],
)
def test_each_refusal_has_its_number_and_its_reason(visitor, fault, status, code, details):
    assert problem(visitor.get(f"{SAMPLE}/raise/{fault}")) == (status, code, details)


def test_a_refusal_says_what_to_do_in_headers_too(visitor):
    assert visitor.get(f"{SAMPLE}/raise/limited")["Retry-After"] == "7"
    assert visitor.get(f"{SAMPLE}/raise/unknown-person")["WWW-Authenticate"] == "Bearer"
    assert visitor.put(f"{SAMPLE}/echo")["Allow"] == visitor.options(f"{SAMPLE}/echo")["Allow"] == "POST, OPTIONS"


def test_a_fault_of_ours_tells_nothing_of_itself():
    response = APIClient(raise_request_exception=False).get(f"{SAMPLE}/raise/bug")
    assert problem(response) == (500, "INTERNAL", {"reason": "internal"})
    assert b"secret" not in response.content


@pytest.mark.covers("fault-S1", "fault-S4")
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b'{"count": NaN}', 400),
        (b'{"count": "\\ud800"}', 400),
        (b'{"count": 1, "rows": [{"a": "\\u0000"}]}', 400),
        (b'{"\\u0000": 1}', 400),
        (b"\xff\xfe\x00", 400),
        (b"[" * 100_000, 400),
        (b'{"count": ' + b"9" * 400 + b"}", 400),
        (b'{"count": 1e999}', 400),
        (b'{"count": 18446744073709551616}', 422),
        (b'{"count": true}', 422),
        (b'{"count": {}}', 422),
        (b"[]", 422),
        (b'"text"', 422),
        (b"null", 422),
        (b'{"count": -1}', 422),
    ],
)
def test_a_body_that_cannot_be_taken_is_the_senders_fault(visitor, body, status):
    response = visitor.generic("POST", f"{SAMPLE}/echo", body, content_type="application/json")
    assert response.status_code == status, response.content
    assert problem(response)[1] == {400: "BAD_REQUEST", 422: "VALIDATION_ERROR"}[status]


def test_a_value_inside_a_list_is_named_by_its_path(visitor):
    response = visitor.post(f"{SAMPLE}/echo", {"count": 1, "rows": [{"a": "x"}, {"a": []}]})
    assert set(problem(response)[2]["fields"]) == {"rows.1.a"}


def test_escaped_backslash_before_zeros_is_text(visitor):
    body = b'{"count": 1, "rows": [{"a": "\\\\u0000"}]}'
    assert visitor.generic("POST", f"{SAMPLE}/echo", body, content_type="application/json").status_code == 200


def test_what_is_not_json_is_refused_by_its_type(visitor):
    response = visitor.generic("POST", f"{SAMPLE}/echo", b"count=1", content_type="text/plain")
    assert problem(response)[:2] == (415, "UNSUPPORTED_MEDIA_TYPE")
    response = visitor.get(f"{SAMPLE}/people", headers={"Accept": "image/png"})
    assert problem(response)[:2] == (406, "NOT_ACCEPTABLE")
    assert problem(visitor.delete(f"{SAMPLE}/echo"))[:2] == (405, "METHOD_NOT_ALLOWED")


@pytest.mark.covers("fault-F1")
def test_a_body_too_large_is_refused_before_it_is_read(visitor, settings):
    response = visitor.post(f"{SAMPLE}/echo", {"count": 1, "rows": [{"a": "x" * settings.API_LARGEST_BODY}]})
    assert problem(response) == (413, "TOO_LARGE", {"reason": "too_large"})


def test_addresses_that_are_not_there_or_hold_a_nul(visitor):
    assert problem(visitor.get("/api/v1/nothing-here"))[:2] == (404, "NOT_FOUND")
    assert problem(visitor.get(f"{SAMPLE}/people?cursor=%00"))[:2] == (400, "BAD_REQUEST")
    assert problem(visitor.get(f"{SAMPLE}/people%00"))[:2] == (400, "BAD_REQUEST")


def test_a_host_we_do_not_serve_is_a_bad_request(visitor, settings):
    settings.ALLOWED_HOSTS = ["perfomix.example"]
    assert problem(visitor.get("/api/v1/nothing-here", headers={"Host": "evil.example"}))[:2] == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("sql", "values", "status"),
    [
        ("SELECT %s::bigint", ["99999999999999999999"], 400),
        ("SELECT 1/0", None, 400),
        ("INSERT INTO kit_ratelimit VALUES ('a', now(), 1), ('a', now(), 1)", None, 409),
        ("SET LOCAL statement_timeout = 20; SELECT pg_sleep(2)", None, 503),
    ],
)
def test_what_the_database_refuses_is_no_fault_of_ours(visitor, sql, values, status):
    response = visitor.post(f"{SAMPLE}/sql", {"sql": sql, "values": values})
    assert problem(response)[0] == status
