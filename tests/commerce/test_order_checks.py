"""Orders worth a look: each signal has its reason, nothing is refused by itself, and administrators decide."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import CheckState, SignalKind
from commerce.errors import CheckDecided
from commerce.models import LineShare, Order, OrderCheck, Refund, SellingSettings, Signal
from commerce.operations import signals
from commerce.operations.checkout import open_payment, place_order
from commerce.operations.events import catch_up
from commerce.operations.giving_back import give_back
from commerce.operations.order_checks import clear_check, look_at, look_at_orders, stop_order
from commerce.operations.settlement import settle_payment
from kit import clock, jobs
from kit.errors import InvalidInput, NotAllowed
from notices.models import Notice
from tests.commerce.conftest import broken_invariants, wants
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D12")]


@pytest.fixture
def buys(provider, priced):
    """Somebody who pays for a course, after so many cards that were declined."""

    def buy(buyer=None, made=None, *, card="4242424242424242", declined=0, minor=4900):
        buyer = buyer or UserFactory()
        order = place_order(buyer, wants(made or priced(minor)))
        payment = open_payment(order)
        for _each in range(declined):
            provider.control("POST", f"sessions/{payment.session_id}/pay", card="4000000000000002")
        provider.control("POST", f"sessions/{payment.session_id}/pay", card=card)
        settle_payment(payment)
        return Order.objects.get(pk=order.pk)

    return buy


def kinds(order):
    return set(Signal.objects.filter(check_of__order=order).values_list("kind", flat=True))


def reason(order, kind):
    return Signal.objects.get(check_of__order=order, kind=kind).reason


@pytest.fixture
def waiting(buys):
    """An order of which there is something to say."""
    order = buys(card="4000000000009235")
    return look_at(order)


def test_an_order_like_any_other_is_quiet(buys):
    order = buys(declined=2)
    assert look_at_orders() == 1
    assert (order.look.state, kinds(order)) == (CheckState.QUIET, set())
    assert look_at_orders() == 0


def test_what_the_provider_thinks_and_how_often_cards_were_declined(buys):
    order = buys(card="4000000000009235", declined=3)
    look_at_orders()
    assert kinds(order) == {SignalKind.RISK, SignalKind.DECLINED}
    assert reason(order, SignalKind.RISK) == "The payment provider calls the risk of this payment elevated."
    assert reason(order, SignalKind.DECLINED) == "3 tries were declined before this payment succeeded."
    assert OrderCheck.objects.get(order=order).state == CheckState.WAITING


def test_limits_are_settings_and_nought_turns_a_signal_off(buys):
    SellingSettings.objects.create(look_at_declines=1)
    order = buys(declined=1)
    look_at(order)
    assert kinds(order) == {SignalKind.DECLINED}
    SellingSettings.objects.update(look_at_declines=0)
    other = buys(declined=4)
    look_at(other)
    assert kinds(other) == set()


def test_one_card_of_many_accounts(buys):
    orders = [buys(card="5555555555554444") for _each in range(3)]
    person = orders[0].buyer
    orders.append(buys(person, card="5555555555554444"))
    other = buys()
    look_at_orders()
    assert [bool(kinds(each)) for each in [*orders, other]] == [False, False, True, True, False]
    assert reason(orders[2], SignalKind.SHARED_CARD) == "3 accounts have paid with this card."


def test_a_bank_that_warns_later_is_heard_and_told(buys, provider, administrator):
    order = buys()
    look_at_orders()
    clear = OrderCheck.objects.get(order=order)
    assert clear.state == CheckState.QUIET
    provider.control("POST", f"charges/{order.payments.get().charge_id}/warn")
    catch_up()
    jobs.run_pending()
    assert kinds(order) == {SignalKind.BANK_WARNING}
    assert "made with stolen card" in reason(order, SignalKind.BANK_WARNING)
    assert Notice.objects.filter(person=administrator, kind="orders.bank_warning").count() == 1
    look_at(order)
    assert Notice.objects.filter(kind="orders.bank_warning").count() == 1


def test_who_gives_back_often_and_buys_again(buys, priced):
    buyer = UserFactory()
    made = [priced(1000) for _each in range(3)]
    for each in made:
        order = buys(buyer, each)
        give_back(order.lines.get(), actor=buyer)
        jobs.run_pending()
    again = buys(buyer, made[0])
    look_at(again)
    assert kinds(again) == {SignalKind.RETURNS, SignalKind.REJOINED}
    assert "3 things back within 90 days" in reason(again, SignalKind.RETURNS)
    assert made[0].course.title in reason(again, SignalKind.REJOINED)
    Signal.objects.all().delete()
    again.placed_at += timedelta(days=120)
    look_at(again)
    assert kinds(again) == set()


def test_who_disputed_before(buys, provider):
    buyer = UserFactory()
    before = buys(buyer)
    payment = before.payments.get()
    provider.control("POST", f"charges/{payment.charge_id}/dispute")
    settle_payment(payment)
    after = buys(buyer)
    look_at_orders()
    assert (kinds(before), kinds(after)) == (set(), {SignalKind.DISPUTES})
    assert reason(after, SignalKind.DISPUTES).endswith("of theirs, once.")


def test_a_price_out_of_the_usual(buys, monkeypatch):
    monkeypatch.setattr(signals, "FEWEST_SALES", 3)
    SellingSettings.objects.create(look_at_accounts_of_a_card=0)
    early = buys(minor=90000)
    look_at(early)
    assert kinds(early) == set()
    Order.objects.filter(pk=early.pk).update(paid_at=clock.now() - timedelta(days=200))
    for _each in range(3):
        buys(minor=1000)
    below, above = buys(minor=4900), buys(minor=20000)
    look_at(below)
    look_at(above)
    assert (kinds(below), kinds(above)) == (set(), {SignalKind.PRICE})
    assert "€200.00 were paid" in reason(above, SignalKind.PRICE)


def test_who_sells_to_themselves(buys, priced):
    order = buys()
    LineShare.objects.create(line=order.lines.get(), payee=order.buyer, amount_minor=0)
    look_at(order)
    assert kinds(order) == {SignalKind.OWN_SALE}


def test_a_silent_provider_leaves_them_for_the_next_time(buys, provider):
    buys()
    provider.control("POST", "faults", fault="500", method="GET", path="/v1/radar/early_fraud_warnings", times=None)
    assert look_at_orders() == 0
    assert not OrderCheck.objects.exists()
    provider.control("DELETE", "faults")
    assert look_at_orders() == 1


def test_a_cleared_order_comes_back_only_with_something_new(waiting, provider, administrator):
    clear_check(waiting, note="I know them.", actor=administrator)
    with pytest.raises(CheckDecided):
        clear_check(waiting, actor=administrator)
    assert look_at(waiting.order).state == CheckState.CLEARED
    provider.control("POST", f"charges/{waiting.order.payments.get().charge_id}/warn")
    assert look_at(waiting.order).state == CheckState.WAITING


def test_stopping_gives_back_and_suspends(waiting, administrator):
    with pytest.raises(InvalidInput):
        stop_order(waiting, note=" ", actor=administrator)
    order = waiting.order
    order.buyer.refresh_from_db()
    assert order.buyer.is_active
    stop_order(waiting, note="The card was stolen.", actor=administrator)
    jobs.run_pending()
    order.refresh_from_db()
    order.buyer.refresh_from_db()
    waiting.refresh_from_db()
    assert (order.state, order.buyer.is_active, waiting.state) == ("refunded", False, CheckState.STOPPED)
    assert look_at(order).state == CheckState.STOPPED
    assert broken_invariants() == []


def test_a_disputed_order_is_not_stopped_by_halves(waiting, provider, administrator, client):
    order = waiting.order
    payment = order.payments.get()
    provider.control("POST", f"charges/{payment.charge_id}/dispute")
    settle_payment(payment)
    address = reverse("order_checks:decide", args=[waiting.pk])
    page = client.post(address, {"note": "The card was stolen.", "stop": ""}).content.decode()
    assert "bank disputes this payment" in page
    order.buyer.refresh_from_db()
    assert order.buyer.is_active
    assert not Refund.objects.exists()


def test_administrators_read_the_reasons_and_decide(client, waiting, administrator):
    order = waiting.order
    assert order.number in client.get(reverse("order_checks:index")).content.decode()
    for address in (
        reverse("order_checks:inspect", args=[waiting.pk]),
        reverse("orders:inspect", args=[order.pk]),
    ):
        assert "calls the risk of this payment elevated" in client.get(address).content.decode()
    decide = reverse("order_checks:decide", args=[waiting.pk])
    assert "the buyer reads it" in client.post(decide, {"note": "", "stop": ""}).content.decode()
    assert client.post(decide, {"note": "Known to us.", "clear": ""}).status_code == 302
    page = client.get(reverse("order_checks:inspect", args=[waiting.pk])).content.decode()
    assert "Known to us." in page
    assert "Give back and suspend" not in page


def test_what_has_no_signal_is_not_in_the_queue(client, buys, administrator):
    order = buys()
    look_at(order)
    assert order.number not in client.get(reverse("order_checks:index")).content.decode()


@pytest.mark.parametrize("roles", [[Role.LEARNER], [Role.PRODUCER], [Role.REVIEWER]])
def test_nobody_else_sees_or_decides(client, waiting, roles):
    person = UserFactory(roles=roles)
    client.force_login(person)
    for method, name, arguments in (
        ("get", "order_checks:index", []),
        ("get", "order_checks:inspect", [waiting.pk]),
        ("get", "order_checks:decide", [waiting.pk]),
        ("post", "order_checks:decide", [waiting.pk]),
    ):
        answer = getattr(client, method)(reverse(name, args=arguments), {"note": "No.", "stop": ""})
        assert answer.status_code in {302, 403}
        assert waiting.order.number not in answer.content.decode()
    with pytest.raises(NotAllowed):
        clear_check(waiting, actor=person)
    with pytest.raises(NotAllowed):
        stop_order(waiting, note="No.", actor=person)
    waiting.refresh_from_db()
    waiting.order.buyer.refresh_from_db()
    assert (waiting.state, waiting.order.buyer.is_active) == (CheckState.WAITING, True)
