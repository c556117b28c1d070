"""What the gateway relies on at Stripe, whoever answers: the stand-in, or Stripe's own test mode.

With `STRIPE_TEST_KEY` in the environment, a secret key of a test mode with Connect, the same tests ask Stripe itself,
and leave their objects there. What they find then says whether the stand-in still tells the truth.
"""

import os
import time
from datetime import timedelta
from uuid import uuid4

import pytest
import stripe as library
from django.conf import settings

from commerce.enums import PayoutInterface
from commerce.gateways import (
    Checkout,
    CheckoutItem,
    GatewayRefused,
    GatewayUnavailable,
    PaymentDeclined,
    stripe,
)
from commerce.gateways.balance import entries_of
from commerce.gateways.billing import (
    close_sign_up,
    keep_customer,
    keep_price,
    keep_product,
    open_sign_up,
    read_sign_up,
    read_subscription,
)
from commerce.gateways.billing_shapes import NewPrice, PriceChange, SignUp
from commerce.gateways.connect import dashboard_link, onboarding_link, open_account, read_account
from commerce.gateways.intents import read_intent
from commerce.gateways.plan_changes import change_price
from commerce.gateways.shapes import NewPayee, SessionState, TransferOrder
from commerce.gateways.transfers import find_transfer, transfer
from kit import clock
from kit.money import Money

pytestmark = [pytest.mark.stripe_itself, pytest.mark.django_db]

PATIENCE = 120  # seconds; Stripe tells of some things a moment after they happened
AT_THE_SHOP = "https://shop.example.org/"
PRICE = Money(4900, "EUR")


@pytest.fixture(autouse=True)
def asked(request, monkeypatch):
    """Whoever is asked: Stripe where there is a key of its test mode, else the stand-in."""
    key = os.environ.get("STRIPE_TEST_KEY", "")
    if not key:
        request.getfixturevalue("provider")
        return
    assert key.startswith(("sk_test_", "rk_test_")), "STRIPE_TEST_KEY has to be a secret key of Stripe's test mode"
    overridden = request.getfixturevalue("settings")
    overridden.STRIPE_SECRET_KEY, overridden.STRIPE_API_BASE = key, ""
    monkeypatch.setattr(stripe, "refuse_inside_transaction", lambda: None)


@pytest.fixture
def at_stripe():
    """Stripe's library at whoever is asked, to do what people do there."""
    base = settings.STRIPE_API_BASE
    return library.StripeClient(settings.STRIPE_SECRET_KEY, base_addresses={"api": base} if base else None)


@pytest.fixture
def paid(at_stripe):
    """Pay an amount with a card; the payment's name at Stripe."""

    def pay(amount=PRICE, card="pm_card_visa"):
        intent = at_stripe.v1.payment_intents.create(
            {
                "amount": stripe.stripe_amount(amount),
                "currency": amount.currency.lower(),
                "payment_method": card,
                "payment_method_types": ["card"],
                "confirm": True,
            }
        )
        return intent.id

    return pay


def page(*items, **changes):
    params = {
        "key": uuid4(),
        "reference": uuid4(),
        "order_number": "PX-TEST",
        "items": [CheckoutItem("Adagio and allegro", item) for item in items or [PRICE]],
        "email": "learner@example.org",
        "return_url": f"{AT_THE_SHOP}paid",
        "cancel_url": f"{AT_THE_SHOP}left",
        "expires_at": clock.now() + timedelta(minutes=45),
    }
    return Checkout(**params | changes)


def eventually(ask, what):
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"Stripe never told {what}"
        time.sleep(0.5)
    return answer


def payee(**changes):
    params = {"key": uuid4(), "reference": uuid4(), "email": "p@example.org", "name": "Rosa Amaral", "country": "DE"}
    return NewPayee(**params | changes)


def test_a_page_is_opened_once_under_its_key():
    wanted = page()
    opened, again = stripe.open_checkout(wanted), stripe.open_checkout(wanted)
    assert (opened.session_id, opened.total) == (again.session_id, PRICE)
    assert opened.url
    found = stripe.read_checkout(opened.session_id)
    assert (found.state, found.is_paid, found.intent_id, found.refunds) == (SessionState.OPEN, False, None, ())
    assert stripe.open_checkout(page()).session_id != opened.session_id


def test_a_key_is_for_one_page_only():
    wanted = page()
    stripe.open_checkout(wanted)
    # What was done under the key is something else: nobody knows whether what is asked for now was done.
    with pytest.raises(GatewayUnavailable):
        stripe.open_checkout(page(Money(100, "EUR"), key=wanted.key))


@pytest.mark.covers("req-D11")
@pytest.mark.parametrize("item", [Money(4999, "USD"), Money(5000, "JPY"), Money(5430, "KWD"), Money(7000, "ISK")])
def test_a_page_asks_for_what_the_things_cost_in_the_currencys_own_minor_units(item):
    opened = stripe.open_checkout(page(item, item))
    assert opened.total == Money(2 * item.minor, item.currency)


def test_a_closed_page_stays_closed():
    opened = stripe.open_checkout(page())
    stripe.close_checkout(opened.session_id)
    assert stripe.read_checkout(opened.session_id).state == SessionState.EXPIRED
    with pytest.raises(GatewayRefused):
        stripe.close_checkout(opened.session_id)


def test_what_there_is_not_is_refused_rather_than_unavailable():
    for ask in (stripe.read_checkout, stripe.close_checkout, read_intent):
        with pytest.raises(GatewayRefused):
            ask("cs_test_none")


def test_a_payment_is_told_with_its_fee_and_card(paid):
    intent = paid()
    told = eventually(lambda: (truth := read_intent(intent)).fee and truth, "what it keeps of a payment")
    assert (told.is_paid, told.total, told.payer.paid_with, told.is_disputed) == (True, PRICE, "Visa 4242", False)
    moved = entries_of(told.charge_id)
    assert [(each.kind, each.amount_minor > 0, each.fee_minor > 0) for each in moved] == [("charge", True, True)]


def test_a_declined_card_pays_nothing(paid):
    with pytest.raises(library.CardError) as refused:
        paid(card="pm_card_chargeDeclined")
    assert not read_intent(refused.value.error.payment_intent.id).is_paid


def test_money_is_given_back_once_under_its_key_and_never_more_than_came(paid):
    intent, key, part = paid(), str(uuid4()), Money(1900, "EUR")
    first, again = (stripe.refund(key=key, intent_id=intent, amount=part) for _ in range(2))
    assert (first.refund_id, first.key, first.amount_minor) == (again.refund_id, key, part.minor)
    with pytest.raises(GatewayRefused):
        stripe.refund(key=str(uuid4()), intent_id=intent, amount=PRICE)
    rest = stripe.refund(key=str(uuid4()), intent_id=intent, amount=Money(3000, "EUR"))
    told = {each.refund_id: each.amount_minor for each in read_intent(intent, has_refunds=True).refunds}
    assert told == {first.refund_id: 1900, rest.refund_id: 3000}


def test_what_happened_can_be_asked_for_later(paid):
    since, intent = clock.now() - timedelta(minutes=5), paid()

    def told():
        events = map(stripe.parse_event, stripe.list_events(["payment_intent.succeeded"], since))
        return next((event for event in events if event.intent_id == intent), None)

    event = eventually(told, "that a payment succeeded")
    assert (event.kind, event.is_live, event.account) == ("payment_intent.succeeded", False, "")


@pytest.mark.parametrize("interface", PayoutInterface)
def test_a_sellers_account_is_opened_once_and_has_to_be_completed(interface):
    wanted = payee()
    opened = open_account(wanted, interface)
    assert open_account(wanted, interface).account_id == opened.account_id
    told = read_account(opened.account_id, interface)
    assert (told.can_receive, told.can_pay_out, told.is_refused) == (False, False, False)
    assert any(each.waits_for_payee for each in told.wants)
    link = onboarding_link(opened.account_id, interface, return_url=AT_THE_SHOP, refresh_url=f"{AT_THE_SHOP}again")
    assert link.startswith("http")
    with pytest.raises(GatewayRefused):
        dashboard_link(opened.account_id)


def test_nothing_is_sent_to_who_cannot_receive(paid):
    charge = read_intent(paid()).charge_id
    account = open_account(payee(), PayoutInterface.ACCOUNTS_V2).account_id
    order = TransferOrder(uuid4(), account, charge, Money(1000, "EUR"), "PX-TEST")
    with pytest.raises(GatewayRefused):
        transfer(order)
    assert find_transfer(order) is None


def test_a_plan_is_known_once_and_subscribed_to_on_a_page():
    key, person = uuid4(), uuid4()
    product, same = (keep_product(key=key, product_id=None, name="All access") for _ in range(2))
    assert product == same
    monthly = NewPrice(uuid4(), uuid4(), product, Money(1900, "EUR"), "month")
    assert keep_price(monthly) == keep_price(monthly)
    email = f"{person}@example.org"
    customer = keep_customer(key=person, email=email, name="Bea")
    eventually(lambda: keep_customer(key=person, email=email, name="Bea") == customer, "of a customer")
    opened = open_sign_up(
        SignUp(
            key=uuid4(),
            reference=uuid4(),
            customer_id=customer,
            price_id=keep_price(monthly),
            trial_days=14,
            return_url=AT_THE_SHOP,
            cancel_url=AT_THE_SHOP,
            expires_at=clock.now() + timedelta(minutes=45),
        )
    )
    assert opened.url
    close_sign_up(opened.session_id)
    assert read_sign_up(opened.session_id).is_closed


@pytest.mark.covers("req-D2")
def test_a_change_of_plan_that_is_declined_changes_nothing(at_stripe):
    product = keep_product(key=uuid4(), product_id=None, name="All access")
    small, large = (
        keep_price(NewPrice(uuid4(), uuid4(), product, Money(minor, "EUR"), "month")) for minor in (1000, 3000)
    )
    customer = keep_customer(key=uuid4(), email=f"{uuid4()}@example.org", name="Bea")
    good, bad = (
        at_stripe.v1.payment_methods.attach(card, {"customer": customer}).id
        for card in ("pm_card_visa", "pm_card_chargeCustomerFail")
    )
    begun = {"customer": customer, "items": [{"price": small}], "default_payment_method": good}
    name = at_stripe.v1.subscriptions.create(begun).id
    at_stripe.v1.subscriptions.update(name, {"default_payment_method": bad})
    before = read_subscription(name)
    with pytest.raises(PaymentDeclined):
        change_price(PriceChange(name, large, at_once=True, as_of=before.period_start))
    assert read_subscription(name) == before
    assert (before.price_id, before.unpaid_since) == (small, None)
