import pytest
import time_machine

from accounts.models import User
from frontend_api import throttling
from kit.client_address import sign_address

pytestmark = [pytest.mark.urls("tests.api.sample_urls"), pytest.mark.django_db]

READ, WRITE = "/api/v1/sample/people", "/api/v1/sample/echo"


@pytest.fixture(autouse=True)
def limits(settings):
    settings.API_LIMITS = {
        "anonymous_reads": 3,
        "anonymous_writes": 2,
        "signed_in_reads": 5,
        "signed_in_writes": 4,
    }
    settings.STOREFRONT_SECRET = "shared with the storefront"
    throttling.reads = throttling.RoughCounter()
    with time_machine.travel("2026-03-01T12:00:20Z", tick=False):
        yield


def statuses(client, method, times, **headers):
    answers = [getattr(client, method)(READ if method == "get" else WRITE, headers=headers) for _ in range(times)]
    return [answer.status_code for answer in answers]


@pytest.mark.covers("req-A13", "fault-S11")
def test_a_visitor_reads_and_writes_up_to_the_limit(visitor):
    assert statuses(visitor, "get", 5) == [200, 200, 200, 429, 429]
    assert statuses(visitor, "post", 4) == [422, 422, 429, 429]


def test_a_person_has_limits_of_their_own_wherever_they_are(visitor, signed_in):
    person = signed_in(User.objects.create(email="p@example.org", display_name="P"))
    assert statuses(visitor, "get", 3) == [200] * 3
    assert statuses(person, "get", 6) == [200] * 5 + [429]
    assert statuses(person, "post", 5, **{"X-Visitor-Address": "203.0.113.9"}) == [422] * 4 + [429]


def test_the_answer_says_what_is_left_and_when_it_starts_anew(visitor):
    first = visitor.get(READ)
    assert [first[f"RateLimit-{part}"] for part in ("Limit", "Remaining", "Reset")] == ["3", "2", "40"]
    statuses(visitor, "get", 2)
    refused = visitor.get(READ)
    assert (refused["RateLimit-Remaining"], refused["Retry-After"]) == ("0", "40")
    with time_machine.travel("2026-03-01T12:01:01Z"):
        assert visitor.get(READ).status_code == 200


@pytest.mark.covers("fault-S12")
def test_only_the_storefront_is_believed_about_addresses(visitor):
    now = 1772366420
    for number in range(3):
        claim = sign_address(f"203.0.113.{number}", at=now)
        assert statuses(visitor, "get", 1, **{"X-Visitor-Address": claim}) == [200]
    forged = sign_address("203.0.113.7", at=now)[:-1] + "x"
    old = sign_address("203.0.113.8", at=now - 61)
    for header in ({"X-Visitor-Address": forged}, {"X-Visitor-Address": old}, {"X-Forwarded-For": "203.0.113.5"}):
        assert statuses(visitor, "get", 1, **header) == [200]
    assert statuses(visitor, "get", 1, **{"X-Real-IP": "203.0.113.6"}) == [429]


def test_one_household_of_ipv6_counts_as_one(visitor):
    addresses = [f"2001:db8:1:2::{number}" for number in range(4)]
    claims = [sign_address(address, at=1772366420) for address in addresses]
    assert [statuses(visitor, "get", 1, **{"X-Visitor-Address": claim})[0] for claim in claims] == [200, 200, 200, 429]


def test_a_flood_of_addresses_does_not_grow_the_counter(monkeypatch):
    monkeypatch.setattr(throttling, "MOST_COUNTERS", 10)
    counter = throttling.RoughCounter()
    for number in range(100):
        counter.hit(str(number))
    assert len(counter._counts) <= 10
