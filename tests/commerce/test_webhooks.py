"""What comes to the door for webhooks: believed when Stripe signed it just now, kept before it is worked, not lost."""

import hashlib
import hmac
import json
import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from commerce import gateways
from commerce.models import StripeEvent
from kit import jobs
from tests.commerce.test_buying import Buyer, events_of, post, told
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SECRET = "whsec_standin"
TOLERANCE, TEN_MINUTES = 300, 600


@pytest.fixture
def event(provider, library, priced, signed_in):
    """Something that Stripe really has to tell."""
    Buyer(signed_in(UserFactory()), priced(4999).course).pays(provider)
    return events_of(library)[0]


def signed(body, *, secret=SECRET, at=None, scheme="v1"):
    stamp = int(time.time()) if at is None else at
    return f"t={stamp},{scheme}={hmac.new(secret.encode(), f'{stamp}.'.encode() + body, hashlib.sha256).hexdigest()}"


def raw(event, **changed):
    return json.dumps({**event, **changed}, default=str).encode()


def later(seconds):
    return int(time.time()) + seconds


BY_SIGNATURE = {
    "no signature": lambda body: "",
    "the secret of somebody else": lambda body: signed(body, secret="whsec_of_somebody_else"),
    "the secret of the other door": lambda body: signed(body, secret=settings.STRIPE_CONNECT_WEBHOOK_SECRETS[0]),
    "a moment too old": lambda body: signed(body, at=later(-TOLERANCE - 1)),
    "ten minutes ahead": lambda body: signed(body, at=later(TEN_MINUTES)),
    "of the first second": lambda body: signed(body, at=1),
    "the old scheme alone": lambda body: signed(body, scheme="v0"),
    "no moment": lambda body: signed(body).partition(",")[2],
    "a moment that is no number": lambda body: "t=now," + signed(body).partition(",")[2],
    "a moment beyond all": lambda body: signed(body, at=10**30),
    "half of it": lambda body: signed(body)[:-32],
    "letters of another script": lambda body: "é" + signed(body),
    "of another body": lambda body: signed(body + b" "),
}
BY_BODY = {
    "of real money": {"livemode": True},
    "of another account": {"account": "acct_of_somebody_else"},
    "of nothing": {"data": {}},
    "in another shape": {"type": None, "id": None, "data": []},
}


@pytest.mark.covers("fault-W3", "req-D4")
@pytest.mark.parametrize("case", BY_SIGNATURE)
def test_what_stripe_did_not_sign_just_now_is_refused_and_not_kept(event, case):
    body = raw(event)
    assert post(body, BY_SIGNATURE[case](body)).status_code == 400
    assert not StripeEvent.objects.exists()
    assert post(body, signed(body)).status_code == 200


@pytest.mark.covers("fault-W3")
@pytest.mark.parametrize("case", BY_BODY)
def test_what_is_signed_and_not_for_us_is_refused_and_not_kept(event, case):
    body = raw(event, **BY_BODY[case])
    assert post(body, signed(body)).status_code == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.covers("fault-W3")
def test_a_body_with_one_byte_changed_is_refused(event):
    body = raw(event)
    good = signed(body)
    places = range(0, len(body), max(1, len(body) // 40))
    changed = [body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :] for place in places]
    assert {post(each, good).status_code for each in changed} == {400}
    assert not StripeEvent.objects.exists()


@pytest.mark.covers("fault-W3")
@pytest.mark.parametrize(
    "body", [b"", b"{}", b"null", b"[]", b'"event"', b"\xff\xfe", b"\x00" * 1_000_000, b"[" * 5_000]
)
def test_a_body_that_is_no_event_is_refused_though_it_is_signed(provider, body):
    assert post(body, signed(body)).status_code == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.covers("fault-W3")
def test_a_secret_may_be_changed_while_events_come(event):
    """With the old one, with the new one, and with two signatures at once, as Stripe sends them meanwhile."""
    for number, secrets in enumerate((["whsec_before"], [SECRET], ["whsec_of_somebody_else", "whsec_before"])):
        body = raw(event, id=f"evt_{number}")
        stamp, first = signed(body, secret=secrets[0]).split(",")
        others = [signed(body, secret=secret).split(",")[1] for secret in secrets[1:]]
        assert post(body, ",".join([stamp, first, *others])).status_code == 200
    assert StripeEvent.objects.count() == 3
    assert Client().get("/webhooks/stripe").status_code == 405


@pytest.mark.covers("fault-W3")
def test_signatures_are_compared_in_constant_time():
    """Nothing of ours compares them: the library does, by hmac.compare_digest."""
    code = "".join(path.read_text() for path in Path(gateways.__file__).parent.glob("*.py"))
    assert "WebhookSignature.verify_header" in code
    assert not re.search(r"hmac|hexdigest|sha256", code)


@pytest.mark.covers("fault-W7")
def test_a_backlog_is_kept_while_nobody_works_and_worked_off_after(event):
    """A hundred, each sent three times, in no order; the worker is away until the end."""
    sent = [raw(event, id=f"evt_{number}") for number in range(100)]
    for body in [*sent, *reversed(sent), *sent[::7], *sent]:
        assert post(body, signed(body)).status_code == 200
    assert StripeEvent.objects.filter(worked_at=None).count() == 100
    jobs.run_pending()
    assert (StripeEvent.objects.count(), StripeEvent.objects.filter(worked_at=None).count()) == (100, 0)


def test_what_is_told_again_is_kept_once(event):
    assert [told(event).status_code for _time in range(3)] == [200, 200, 200]
    assert StripeEvent.objects.count() == 1
