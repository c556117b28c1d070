"""A seller's account at the provider: opened once, filled in there, and believed only when asked about."""

import json
import time
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import PayoutAccountState
from commerce.errors import NoPayoutAccount, PayoutAccountRefused, PayoutsAreClosed, ProviderSilent
from commerce.gateways import PayeeTruth
from commerce.models import PayoutAccount, StripeEvent
from commerce.operations.onboarding import (
    ask_about_account,
    dashboard_address,
    onboarding_address,
    open_payout_account,
    record_account,
    sweep_accounts,
)
from commerce.operations.requirements import wanted_of_payee
from kit import clock, jobs
from kit.errors import NotAllowed
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.fakes.stripe.webhooks import sign

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6")]

INTERFACES = pytest.mark.parametrize("interface", ["accounts_v2", "express_v1"])


@pytest.fixture
def seller():
    return UserFactory(roles=[Role.PRODUCER], display_name="Ada of the Barre")


@pytest.fixture
def opened(provider, seller):
    return open_payout_account(seller, country="PT", actor=seller)


def onboard(provider, account, deed="onboard", **given):
    provider.control("POST", f"accounts/{account.account_id}/{deed}", **given)
    return ask_about_account(account)


@INTERFACES
def test_an_account_goes_from_nothing_to_ready(provider, seller, settings, interface):
    settings.STRIPE_CONNECT_INTERFACE = interface
    account = open_payout_account(seller, country="PT", actor=seller)
    assert (account.interface, account.state) == (interface, PayoutAccountState.MISSING)
    assert [str(each.words) for each in wanted_of_payee(account.wants)] == [
        "the bank account you want to be paid to", "your date of birth", "your name",
        "your agreement to the payment provider's terms",
    ]  # fmt: skip
    assert onboarding_address(seller, actor=seller).startswith(f"{provider.base}/c/onboard/")
    with pytest.raises(NoPayoutAccount):
        dashboard_address(seller, actor=seller)
    assert onboard(provider, account, verified=False).state == PayoutAccountState.VERIFYING
    assert onboard(provider, account, "verify").state == PayoutAccountState.READY
    assert dashboard_address(seller, actor=seller).startswith(f"{provider.base}/c/express/")
    assert onboard(provider, account, "restrict").state == PayoutAccountState.MISSING
    refused = onboard(provider, account, "reject")
    assert (refused.state, refused.wants) == (PayoutAccountState.REFUSED, [])
    assert list(Notice.objects.filter(person=seller).order_by("pk").values_list("title", flat=True)) == [
        "You can be paid", "Your payments wait", "Your payout account was closed",
    ]  # fmt: skip


@INTERFACES
def test_asking_again_opens_no_second_account(provider, seller, settings, interface, library):
    settings.STRIPE_CONNECT_INTERFACE = interface
    path = "/v2/core/accounts" if interface == "accounts_v2" else "/v1/accounts"
    provider.control("POST", "faults", fault="process_then_drop", method="POST", path=path, times=9)
    with pytest.raises(ProviderSilent):
        open_payout_account(seller, country="PT", actor=seller)
    assert PayoutAccount.objects.get().state == PayoutAccountState.INTENDED
    provider.control("DELETE", "faults")
    first = open_payout_account(seller, country="DE", actor=seller)
    again = open_payout_account(seller, country="PT", actor=seller)
    assert (first.account_id, first.country) == (again.account_id, "PT")
    assert [row.id for row in library.v1.accounts.list().data] == [first.account_id]


def test_a_refused_opening_leaves_nothing_behind(provider, seller, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_standin"
    settings.STRIPE_CONNECT_INTERFACE = "express_v1"
    person = UserFactory(roles=[Role.PRODUCER], display_name="")
    with pytest.raises(PayoutAccountRefused):
        open_payout_account(person, country="", actor=person)
    assert not PayoutAccount.objects.exists()


def test_only_sellers_open_one_and_only_for_themselves(provider, seller, settings):
    suspended = UserFactory(roles=[Role.PRODUCER], is_active=False)
    for person in (UserFactory(roles=[Role.LEARNER]), UserFactory(roles=[Role.REVIEWER]), suspended):
        with pytest.raises(NotAllowed):
            open_payout_account(person, country="PT", actor=person)
    with pytest.raises(NotAllowed):
        open_payout_account(seller, country="PT", actor=UserFactory(roles=[Role.ADMINISTRATOR, Role.PRODUCER]))
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(PayoutsAreClosed):
        open_payout_account(seller, country="PT", actor=seller)
    assert not PayoutAccount.objects.exists()


def test_an_older_answer_never_covers_a_newer_one(provider, opened):
    before = clock.now()
    onboard(provider, opened)
    late = PayeeTruth(account_id=opened.account_id, can_receive=False, can_pay_out=False, is_refused=False)
    assert record_account(opened, late, asked_at=before).state == PayoutAccountState.READY


def test_the_sweep_asks_about_what_nobody_told_of(provider, opened):
    assert sweep_accounts() == 0
    provider.control("POST", f"accounts/{opened.account_id}/onboard")
    PayoutAccount.objects.update(asked_at=clock.now() - timedelta(hours=2))
    assert sweep_accounts() == 1
    assert PayoutAccount.objects.get().state == PayoutAccountState.READY
    PayoutAccount.objects.update(asked_at=clock.now() - timedelta(hours=2))
    assert sweep_accounts() == 0


def tell(client, body, secret="whsec_standin_connect", at=None):
    signature = sign(body, secret, int(time.time()) if at is None else at)
    return client.post(
        reverse("stripe_connect_webhook"), body, content_type="application/json", HTTP_STRIPE_SIGNATURE=signature
    ).status_code


def thin(account_id, **changed):
    related = {"id": account_id, "type": "v2.core.account", "url": f"/v2/core/accounts/{account_id}"}
    event = {"id": "evt_thin", "object": "v2.core.event", "livemode": False, "related_object": related}
    return json.dumps({**event, "type": "v2.core.account[requirements].updated", **changed}).encode()


def fat(account_id, **changed):
    event = {"id": "evt_fat", "object": "event", "livemode": False, "type": "account.updated", "account": account_id}
    # What it says of the account is not believed.
    return json.dumps({**event, "data": {"object": {"id": account_id, "payouts_enabled": True}}, **changed}).encode()


@pytest.mark.parametrize("event", [thin, fat])
def test_events_are_hints_to_ask(client, provider, opened, event):
    body = event(opened.account_id)
    assert [tell(client, body), tell(client, body)] == [200, 200]
    assert StripeEvent.objects.get().account == opened.account_id
    jobs.run_pending()
    assert PayoutAccount.objects.get().state == PayoutAccountState.MISSING
    assert StripeEvent.objects.get().worked_at is not None
    provider.control("POST", f"accounts/{opened.account_id}/onboard")
    assert tell(client, event(opened.account_id, id="evt_later")) == 200
    jobs.run_pending()
    assert PayoutAccount.objects.get().state == PayoutAccountState.READY


@pytest.mark.covers("fault-W3")
@pytest.mark.parametrize("event", [thin, fat])
def test_what_is_forged_or_foreign_is_refused_and_not_kept(client, provider, opened, event):
    ours = event(opened.account_id)
    refused = [
        tell(client, ours, secret=provider.webhook_secret),
        tell(client, ours, secret="whsec_other"),
        tell(client, ours, at=int(time.time()) - 3600),
        tell(client, event("acct_of_somebody_else")),
        tell(client, event(opened.account_id, livemode=True)),
        tell(client, event("", related_object=None)),
        tell(client, b"[]"),
        tell(client, b"\xff"),
        client.post(reverse("stripe_connect_webhook"), ours, content_type="application/json").status_code,
    ]
    assert refused == [400] * 9
    platform = sign(ours, provider.webhook_secret, int(time.time()))
    answer = client.post(
        reverse("stripe_webhook"), ours, content_type="application/json", HTTP_STRIPE_SIGNATURE=platform
    )
    assert answer.status_code == 400
    assert not StripeEvent.objects.exists()


def test_a_producer_is_invited_and_led_there(client, provider, seller):
    client.force_login(seller)
    page = client.get(reverse("payout_account")).content.decode()
    assert "Your teaching, in your bank account." in page
    assert client.post(reverse("payout_account"), {"country": "XX"}).status_code == 200
    assert not PayoutAccount.objects.exists()
    begun = client.post(reverse("payout_account"), {"country": "PT"}).content.decode()
    assert f"url={reverse('payout_account_go')}" in begun
    assert client.get(reverse("payout_account_go")).url.startswith(f"{provider.base}/c/onboard/")
    page = client.get(reverse("payout_account")).content.decode()
    assert "A few details are missing" in page
    assert "your date of birth" in page
    provider.control("POST", f"accounts/{PayoutAccount.objects.get().account_id}/onboard")
    page = client.get(reverse("payout_account_return"), follow=True).content.decode()
    assert "You are ready to be paid" in page
    assert client.get(reverse("payout_account_dashboard")).url.startswith(f"{provider.base}/c/express/")


def test_a_silent_provider_is_said_so(client, provider, seller, opened):
    client.force_login(seller)
    provider.control("POST", "faults", fault="500", method="GET", path="/v2/core/accounts", times=None)
    provider.control("POST", "faults", fault="500", method="POST", path="/v2/core/account_links", times=None)
    provider.control("POST", "faults", fault="500", method="POST", path="/v1/accounts", times=None)
    for name in ("payout_account_return", "payout_account_go", "payout_account_dashboard"):
        page = client.get(reverse(name), follow=True)
        assert "does not answer just now" in page.content.decode()
    provider.control("DELETE", "faults")


@pytest.mark.parametrize("roles", [[Role.LEARNER], [Role.REVIEWER], [Role.ADMINISTRATOR]])
def test_nobody_else_gets_to_the_page(client, provider, roles):
    client.force_login(UserFactory(roles=roles))
    for name in ("payout_account", "payout_account_go", "payout_account_return", "payout_account_dashboard"):
        assert client.get(reverse(name)).status_code in {302, 403}
    assert client.post(reverse("payout_account"), {"country": "PT"}).status_code in {302, 403}
    assert not PayoutAccount.objects.exists()
