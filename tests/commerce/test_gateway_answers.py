"""What is made of the shapes that the provider's objects may have, as documented: expanded or not, there or not."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from stripe import InvalidRequestError

from commerce.gateways import GatewayRefused, GatewayUnavailable, balance, billing, intents, payouts, stripe, transfers
from commerce.gateways.billing_shapes import NewPrice
from commerce.gateways.shapes import Payer, TransferOrder
from kit import clock
from kit.money import Money

KEY = UUID(int=9)


def thing(**fields):
    return SimpleNamespace(**fields)


@pytest.fixture
def calls(monkeypatch):
    """What was asked, and what is answered, in order."""

    class Calls(list):
        answers = []

    found = Calls()

    def call(*given, **named):
        found.append((*given, *named.values()))
        answer = found.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    for module in (stripe, billing, intents, payouts, transfers):
        monkeypatch.setattr(module, "call", call)
    return found


def test_another_request_under_the_same_key_is_nobody_knows(monkeypatch, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_1"
    busy = InvalidRequestError("Keys for idempotent requests", "", http_status=409)

    def refuse(*_given):
        raise busy

    client = thing(v1=thing(refunds=thing(create=refuse)))
    monkeypatch.setattr(stripe, "refuse_inside_transaction", lambda: None)
    monkeypatch.setattr(stripe, "_client", lambda *_given: client)
    with pytest.raises(GatewayUnavailable):
        stripe.call("refunds", "create", {})
    busy.http_status = 400
    with pytest.raises(GatewayRefused, match="refused"):
        stripe.call("refunds", "create", {})


def session(**changed):
    told = {
        "id": "cs_1", "status": "complete", "payment_status": "paid", "amount_total": 4999, "currency": "eur",
        "url": None, "payment_intent": None, "customer_details": None,
    }  # fmt: skip
    return thing(**told | changed)


@pytest.mark.parametrize(
    ("intent", "known"),
    [
        (None, (None, None, None)),
        ("pi_1", ("pi_1", None, None)),
        (thing(id="pi_1", latest_charge="ch_1"), ("pi_1", None, None)),
        (
            thing(
                id="pi_1",
                latest_charge=thing(
                    id="ch_1", balance_transaction="txn_1", amount_refunded=0, disputed=False,
                    payment_method_details=None,
                ),
            ),
            ("pi_1", "ch_1", None),
        ),
    ],
)  # fmt: skip
def test_of_a_page_is_taken_what_was_told_with_it(calls, intent, known):
    calls.answers = [session(payment_intent=intent)]
    told = stripe.read_checkout("cs_1")
    assert (told.intent_id, told.charge_id, told.fee_id) == known
    assert (told.total, told.payer, told.url, told.fee, told.is_disputed) == (
        Money(4999, "EUR"), Payer(), "", None, False,
    )  # fmt: skip


@pytest.mark.parametrize("charge", [None, "ch_1"])
def test_of_a_payment_without_its_charge_nobody_knows_who_paid(calls, charge):
    calls.answers = [
        thing(id="pi_1", latest_charge=charge, currency="eur", amount=100, status="requires_payment_method")
    ]
    told = intents.read_intent("pi_1")
    assert (told.payer, told.charge_id, told.fee, told.is_paid, told.refunds) == (Payer(), None, None, False, ())


def test_a_fee_that_is_named_and_not_told_is_not_known_yet(calls):
    charge = thing(
        id="ch_1", balance_transaction="txn_1", amount_refunded=0, disputed=False, billing_details=None,
        payment_method_details=None,
    )  # fmt: skip
    calls.answers = [thing(id="pi_1", latest_charge=charge, currency="eur", amount=100, status="succeeded")]
    told = intents.read_intent("pi_1")
    assert (told.charge_id, told.fee_id, told.fee, told.is_paid) == ("ch_1", None, None, True)


def test_what_stands_beside_a_charge_and_is_no_id_of_ours_is_nobodys():
    """Somebody may write anything into metadata at the provider."""
    assert balance._reference(thing(metadata={"payment": str(KEY)})) == KEY
    for metadata in ({"payment": "7"}, {"other": str(KEY)}, None):
        assert balance._reference(thing(metadata=metadata)) is None


def test_what_was_made_once_is_found_again(calls):
    wanted = NewPrice(key=KEY, reference=KEY, product_id="prod_1", amount=Money(1900, "EUR"), interval="month")
    calls.answers = [thing(data=[thing(id="price_1")])]
    assert billing.keep_price(wanted) == "price_1"
    others = [thing(id=name, metadata=said) for name, said in (("cus_1", None), ("cus_2", {"person": "x"}))]
    calls.answers = [thing(data=[*others, thing(id="cus_3", metadata={"person": str(KEY)})])]
    assert billing.keep_customer(key=KEY, email="ada@example.org", name="Ada") == "cus_3"
    calls.answers = [thing()]
    assert billing.keep_product(key=KEY, product_id="prod_1", name="All access") == "prod_1"
    assert [asked[:2] for asked in calls] == [("prices", "list"), ("customers", "list"), ("products", "update")]
    assert calls[-1][2:] == ("prod_1", {"name": "All access", "tax_code": "txcd_20060158"})


@pytest.mark.parametrize(
    ("paid", "intent"),
    [
        ([], None),
        ([thing(payment=thing(type="payment_intent", payment_intent="pi_1"))], "pi_1"),
        ([thing(payment=thing(type="charge"))], None),
    ],
)
def test_an_invoice_may_be_paid_without_a_payment(calls, paid, intent):
    calls.answers = [thing(data=paid)]
    assert billing.intent_of("in_1") == intent


def test_what_is_over_is_ended_once(calls):
    calls.answers = [thing(), GatewayRefused("resource_missing"), GatewayRefused("card_declined")]
    billing.cancel_now("sub_1")
    billing.cancel_now("sub_1")
    with pytest.raises(GatewayRefused, match="card_declined"):
        billing.cancel_now("sub_1")
    assert calls == [("subscriptions", "cancel", "sub_1")] * 3


def test_payouts_are_read_page_by_page(calls):
    now = clock.now()

    def told(name):
        return thing(
            id=name, status="paid", amount=100, currency="eur", created=int(now.timestamp()),
            arrival_date=int(now.timestamp()), failure_code=None, failure_message=None,
        )  # fmt: skip

    calls.answers = [
        thing(data=[told("po_3"), told("po_2")], has_more=True),
        thing(data=[told("po_1")], has_more=False),
    ]
    asked_after = []
    found = []
    for each in payouts.list_payouts("acct_1", now - timedelta(days=1)):
        found.append(each.payout_id)
        asked_after.append(calls[-1][2].get("starting_after"))
    assert (found, len(calls)) == (["po_3", "po_2", "po_1"], 2)
    assert asked_after[-1] == "po_2"
    assert calls[-1][3] == {"stripe_account": "acct_1"}


def test_a_transfer_that_was_not_made_under_the_key_is_not_found(calls):
    wanted = TransferOrder(key=KEY, account_id="acct_1", charge_id="", amount=Money(1, "EUR"), order_number="7K3M-9QTA")
    rows = [
        thing(id="tr_1", metadata=None),
        thing(id="tr_2", metadata={"key": str(uuid4())}),
        thing(id="tr_3", metadata={}),
    ]
    calls.answers = [thing(data=rows), thing(data=[*rows, thing(id="tr_4", metadata={"key": str(KEY)})])]
    assert transfers.find_transfer(wanted) is None
    assert transfers.find_transfer(wanted) == "tr_4"


def test_moments_are_utc():
    assert billing._moment(0) == datetime(1970, 1, 1, tzinfo=UTC)
