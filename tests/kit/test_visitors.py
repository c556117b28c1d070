"""Who is at the other end of a request."""

import pytest
from django.test import RequestFactory

from kit.password_validators import MaximumLengthValidator
from kit.visitors import Visitor, visitor_of


@pytest.mark.parametrize(
    ("peer", "address"),
    [("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"), ("", ""), ("unix:", "")],
)
def test_an_address_is_an_address_or_nothing(peer, address):
    assert visitor_of(RequestFactory(REMOTE_ADDR=peer).get("/")).address == address


@pytest.mark.covers("fault-S12")
def test_what_strangers_say_about_addresses_is_not_heard():
    request = RequestFactory(REMOTE_ADDR="203.0.113.7").get(
        "/",
        headers={"X-Forwarded-For": "198.51.100.1", "X-Real-IP": "198.51.100.1", "X-Visitor-Address": "198.51.100.1"},
    )
    assert visitor_of(request).address == "203.0.113.7"


def test_a_household_of_ipv6_is_one_for_limits():
    assert Visitor("2001:db8:1:2:3:4:5:6").network == "2001:db8:1:2::/64"
    assert Visitor("203.0.113.7").network == "203.0.113.7"


def test_a_browsers_name_is_shown_without_tricks():
    request = RequestFactory().get("/", headers={"User-Agent": "Opera\x1b[31m\u202e" + "x" * 400})
    agent = visitor_of(request).user_agent
    assert agent.isprintable()
    assert len(agent) == 300


def test_the_longest_password_says_so():
    assert "128" in MaximumLengthValidator().get_help_text()
