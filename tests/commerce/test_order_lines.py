"""What an order writes down of each thing, in which order things are kept, given and let go, and what follows of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from commerce.enums import AccountPurpose, BorneBy, LedgerKind, OrderState, PaymentState, RefundReason
from commerce.errors import NotInCurrency, OrderUnderWay, PriceChanged, TotalChanged
from commerce.gates import Payee, sellable
from commerce.models import (
    CartItem,
    Coupon,
    CouponUse,
    LedgerEntry,
    LedgerTransaction,
    Order,
    OrderLine,
    Paper,
    Payment,
    Price,
    Refund,
    RefundTerms,
)
from commerce.operations.checkout import give_up_payment, place_order
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from courses.enums import Availability
from courses.models import Course, Enrolment
from kit import clock
from kit.errors import Conflict
from kit.money import Money
from notices.models import Notice
from tests.commerce.conftest import broken_invariants, given_back, wants
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1", "req-D10")]


@pytest.fixture(autouse=True)
def everything_holds(db):
    """After each test."""
    yield
    assert broken_invariants() == []


@pytest.fixture
def done(monkeypatch):
    """What is done to courses by an order, in order: what, the course's id, and for which line."""
    found, kind = [], sellable("course")

    def watch(name):
        do = getattr(kind, name)

        def watched(sellable_id, *given, **named):
            found.append((name, sellable_id, given[-1]))
            return do(sellable_id, *given, **named)

        monkeypatch.setattr(kind, name, watched)

    for name in ("reserve", "release", "grant"):
        watch(name)
    return found


def also_costs(made, minor, currency):
    Price.objects.create(
        sellable_kind="course", sellable_id=made.course.public_id, currency=currency, amount_minor=minor,
        state="active", is_main=False,
    )  # fmt: skip


def lines(order):
    return list(order.lines.order_by("pk"))


def by_id(order):
    """Its lines in the order of their things, in which these are held."""
    return sorted(lines(order), key=lambda line: str(line.sellable_id))


def test_every_field_of_a_line_and_of_its_payment(priced, settings):
    settings.CHECKOUT_MINUTES = 60
    made, buyer, now = priced(4999, title="Pliés"), UserFactory(), clock.now()
    Coupon.objects.create(code="TENTH", basis_points=1000, made_by=buyer, starts_at=now - timedelta(days=1))
    with clock.held_at(now):
        order = place_order(buyer, wants(made), coupon=Coupon.objects.get())
    promised = {
        "buyer_id": buyer.pk,
        "sellable_kind": "course",
        "sellable_id": made.course.public_id,
        "title": "Pliés",
        "price_minor": 4999,
        "discount_minor": 500,
        "tax_minor": 0,
        "total_minor": 4499,
        "commission_basis_points": 1500,
        "commission_minor": 675,
        "claims": True,
        "is_gift": False,
        "granted_at": None,
        "refusal": "",
    }
    kept = OrderLine.objects.values().get(order=order)
    assert {name: kept[name] for name in promised} == promised
    assert (order.placed_at, order.total, order.paid_at, order.state) == (
        now, Money(4499, "EUR"), None, OrderState.PENDING,
    )  # fmt: skip
    payment = order.payments.get()
    assert (payment.amount_minor, payment.currency, payment.intended_at, payment.expires_at) == (
        4499, "EUR", now, now + timedelta(minutes=60),
    )  # fmt: skip
    assert (payment.asked_at, payment.state) == (None, PaymentState.INTENDED)


def test_a_coupon_that_is_ours_is_paid_by_the_commission_of_each_line(priced):
    first, second = priced(10_000), priced(3333)
    coupon = Coupon.objects.create(
        code="OURS", basis_points=1000, made_by=UserFactory(), borne_by=BorneBy.PLATFORM, starts_at=clock.now()
    )
    order = place_order(UserFactory(), wants(first, second), coupon=coupon)
    assert [(line.discount_minor, line.total_minor, line.commission_minor) for line in lines(order)] == [
        (999, 9001, 501), (334, 2999, 166),
    ]  # fmt: skip
    assert [line.shares.get().amount_minor for line in lines(order)] == [8500, 2833]


def test_every_payee_has_their_own_part_of_every_line(priced, monkeypatch):
    made, other, kind = priced(1001), UserFactory(), sellable("course")
    quote = kind.quote
    payees = [Payee(made.owner, 2), Payee(other, 1)]
    monkeypatch.setattr(kind, "quote", lambda *asked: replace(quote(*asked), payees=payees))
    (line,) = lines(place_order(UserFactory(), wants(made)))
    assert (line.commission_minor, list(line.shares.order_by("pk").values_list("payee", "amount_minor"))) == (
        150, [(made.owner.pk, 567), (other.pk, 284)],
    )  # fmt: skip


def test_an_order_is_in_the_currency_that_was_seen(priced):
    made, other, free = priced(1000), priced(2000), priced(0)
    for each, minor in ((made, 1200), (other, 2400)):
        also_costs(each, minor, "USD")
    assert place_order(UserFactory(), wants(made, other)).total == Money(3000, "EUR")
    seen = [*wants(free), *wants(made, expected=Money(1200, "USD")), *wants(other)]
    order = place_order(UserFactory(), seen)
    assert (order.total, [line.price_minor for line in lines(order)]) == (Money(3600, "USD"), [0, 1200, 2400])
    assert order.payments.get().currency == "USD"
    asked = place_order(UserFactory(), wants(free, other, made), currency="USD")
    assert asked.total == Money(3600, "USD")


def test_a_currency_that_is_asked_for_counts_before_the_one_that_was_seen(priced):
    made = priced(1000)
    also_costs(made, 1200, "USD")
    with pytest.raises(PriceChanged) as refused:
        place_order(UserFactory(), wants(made, expected=Money(1000, "EUR")), currency="USD")
    assert refused.value.context == {"title": made.course.title, "price": Money(1200, "USD")}
    with pytest.raises(NotInCurrency):
        place_order(UserFactory(), wants(made), currency="CHF")
    with pytest.raises(PriceChanged) as refused:
        place_order(UserFactory(), wants(made, expected=Money(900, "CHF")))
    assert refused.value.context == {"title": made.course.title, "price": Money(1000, "EUR")}
    assert not Order.objects.exists()


def test_an_order_that_waits_is_found_again_in_its_currency_alone(priced):
    made, buyer = priced(1000), UserFactory()
    also_costs(made, 1200, "USD")
    order = place_order(buyer, wants(made))
    assert place_order(buyer, wants(made), currency="EUR") == order
    assert place_order(buyer, wants(made, expected=Money(1000, "EUR"))) == order
    with pytest.raises(OrderUnderWay):
        place_order(buyer, wants(made), currency="USD")
    assert Order.objects.get() == order


def test_another_total_than_was_seen_is_told(priced):
    with pytest.raises(TotalChanged) as refused:
        place_order(UserFactory(), wants(priced(1000), priced(500)), expected=Money(1499, "EUR"))
    assert refused.value.context == {"total": Money(1500, "EUR")}
    assert not Order.objects.exists()


def test_seats_are_kept_and_let_go_in_the_order_of_their_ids(priced, done):
    """Whatever lay in the cart first: two carts with the same courses never wait for each other."""
    limited = [priced(1000, seat_limit=5) for _each in range(4)]
    limited.sort(key=lambda made: made.course.public_id, reverse=True)
    order = place_order(UserFactory(), wants(*limited, priced(1000)))
    kept = [(line.sellable_id, line.public_id) for line in by_id(order)]
    held = {made.course.public_id for made in limited}
    assert done == [("reserve", *each) for each in kept if each[0] in held]
    done.clear()
    give_up_payment(order.payments.get())
    assert done == [("release", *each) for each in kept]
    done.clear()
    give_up_payment(order.payments.get())
    assert done == []


def test_what_is_given_up_says_when_and_frees_its_coupon_and_its_claims(priced):
    made, now = priced(), clock.now()
    coupon = Coupon.objects.create(code="ONCE", basis_points=1000, most_uses=1, made_by=UserFactory(), starts_at=now)
    order = place_order(UserFactory(), wants(made), coupon=coupon)
    then = now + timedelta(hours=2)
    with clock.held_at(then):
        give_up_payment(order.payments.get())
    order.refresh_from_db()
    payment = order.payments.get()
    assert (order.state, order.ended_at, payment.state, payment.decided_at) == (
        OrderState.CANCELLED, then, PaymentState.EXPIRED, then,
    )  # fmt: skip
    assert (lines(order)[0].claims, CouponUse.objects.get().counts) == (False, False)
    with clock.held_at(then + timedelta(hours=1)):
        give_up_payment(payment)
    payment.refresh_from_db()
    assert payment.decided_at == then


def test_what_is_paid_cannot_be_given_up(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    apply_truth(payment, truth(payment))
    give_up_payment(payment)
    payment.refresh_from_db()
    order.refresh_from_db()
    assert (order.state, order.ended_at, payment.state) == (OrderState.PAID, None, PaymentState.SUCCEEDED)


def test_an_order_of_nothing_is_given_at_once_in_the_order_of_ids(priced, done):
    made, buyer, now = [priced(0) for _each in range(4)], UserFactory(), clock.now()
    made.sort(key=lambda each: each.course.public_id, reverse=True)
    CartItem.objects.create(
        person=buyer, sellable_kind="course", sellable_id=made[0].course.public_id, title="It lies there"
    )
    with clock.held_at(now):
        order = place_order(buyer, wants(*made))
    assert (order.state, order.paid_at, Payment.objects.count()) == (OrderState.PAID, now, 0)
    assert Order.objects.filter(state=OrderState.PAID, paid_at=now).get() == order
    assert [line.granted_at for line in lines(order)] == [now] * 4
    assert done == [("grant", line.sellable_id, line.public_id) for line in by_id(order)]
    assert (Enrolment.objects.filter(learner=buyer).count(), CartItem.objects.count()) == (4, 0)
    assert Notice.objects.get(person=buyer).kind == "orders.paid"


def test_what_is_paid_is_given_in_the_order_of_ids_and_once(priced, ordered, truth, done):
    made, now = [priced(1000) for _each in range(4)], clock.now()
    made.sort(key=lambda each: each.course.public_id, reverse=True)
    order = ordered(*made)
    payment = order.payments.get()
    CartItem.objects.create(
        person=order.buyer, sellable_kind="course", sellable_id=made[0].course.public_id, title="It lies there"
    )
    with clock.held_at(now):
        apply_truth(payment, truth(payment))
    assert done == [("grant", line.sellable_id, line.public_id) for line in by_id(order)]
    with clock.held_at(now + timedelta(days=1)):
        apply_truth(payment, truth(payment))
    assert len(done) == 4
    order.refresh_from_db()
    payment.refresh_from_db()
    assert (order.paid_at, payment.decided_at, [line.granted_at for line in lines(order)]) == (now, now, [now] * 4)
    assert (CartItem.objects.count(), Paper.objects.filter(order=order).count()) == (0, 1)
    assert Notice.objects.filter(person=order.buyer, kind="orders.paid").count() == 1
    assert RefundTerms.objects.filter(order=order).count() == 1


def test_of_what_is_paid_everything_is_booked_under_its_cause(priced, ordered, truth):
    first, second = priced(1000), priced(333)
    order = ordered(first, second)
    payment = order.payments.get()
    apply_truth(payment, truth(payment, fee=None, fee_id=None))
    apply_truth(payment, truth(payment, fee=Money(69, "USD"), fee_id=None))
    apply_truth(payment, truth(payment, fee=None, fee_id="txn_1"))
    apply_truth(payment, truth(payment, fee=Money(69, "USD"), fee_id="txn_1"))
    apply_truth(payment, truth(payment, fee=Money(70, "USD"), fee_id="txn_2"))
    booked = {
        (row.kind, row.cause): {
            (entry.account.purpose, entry.account.currency, entry.account.person_id): entry.amount_minor
            for entry in LedgerEntry.objects.filter(transaction=row)
        }
        for row in LedgerTransaction.objects.all()
    }
    assert booked == {
        (LedgerKind.PAYMENT, str(payment.public_id)): {
            (AccountPurpose.GATEWAY, "EUR", None): 1333,
            (AccountPurpose.COMMISSION, "EUR", None): -200,
            (AccountPurpose.PAYEE, "EUR", first.owner.pk): -850,
            (AccountPurpose.PAYEE, "EUR", second.owner.pk): -283,
        },
        (LedgerKind.FEE, "txn_1"): {
            (AccountPurpose.GATEWAY_FEES, "USD", None): 69,
            (AccountPurpose.GATEWAY, "USD", None): -69,
        },
    }
    payment.refresh_from_db()
    assert (payment.fee_minor, payment.fee_currency) == (69, "USD")


def test_what_cannot_be_given_says_why_lets_go_and_is_paid_back_by_line(priced, ordered, truth, done):
    gone, there, partly = priced(1000, seat_limit=3), priced(500), priced(700, seat_limit=3)
    order = ordered(gone, there, partly)
    for made in (gone, partly):
        Course.objects.filter(pk=made.course.pk).update(availability=Availability.ARCHIVED)
    done.clear()
    payment = order.payments.get()
    apply_truth(payment, truth(payment))
    of_gone, of_there, of_partly = lines(order)
    assert [(line.refusal, line.granted_at is None) for line in (of_gone, of_there, of_partly)] == [
        ("course_not_open", True), ("", False), ("course_not_open", True),
    ]  # fmt: skip
    assert {each for each in done if each[0] == "release"} == {
        ("release", line.sellable_id, line.public_id) for line in (of_gone, of_partly)
    }
    refund = Refund.objects.get()
    assert (refund.payment, refund.reason, refund.amount_minor) == (payment, RefundReason.NOT_DELIVERED, 1700)
    assert set(refund.parts.values_list("line", "amount_minor")) == {(of_gone.pk, 1000), (of_partly.pk, 700)}


def test_of_what_is_not_given_only_what_is_left_is_paid_back(priced, ordered, truth):
    made = priced(1000)
    order = ordered(made)
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.ARCHIVED)
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(300)))
    assert set(Refund.objects.values_list("reason", "amount_minor")) == {
        (RefundReason.ELSEWHERE, 300), (RefundReason.NOT_DELIVERED, 700),
    }  # fmt: skip


def test_what_was_given_back_before_it_was_given_is_let_go(priced, ordered, truth, done):
    order = ordered(priced(1000, seat_limit=3))
    done.clear()
    payment = order.payments.get()
    apply_truth(payment, truth(payment, given_back(1000)))
    (line,) = lines(order)
    assert ("release", line.sellable_id, line.public_id) in done
    assert (line.granted_at, line.refusal, [each for each in done if each[0] == "grant"]) == (None, "", [])


def test_what_is_paid_after_it_was_given_up_has_no_paper_and_no_thanks(ordered, truth):
    order = ordered()
    payment = order.payments.get()
    give_up_payment(payment)
    apply_truth(payment, truth(payment))
    order.refresh_from_db()
    assert (order.paid_at, lines(order)[0].refusal) == (None, "order_cancelled")
    assert not Paper.objects.exists()
    assert not Notice.objects.filter(person=order.buyer).exists()


def test_of_several_things_the_one_that_is_refused_is_named(priced):
    taken, free, buyer = priced(1000), priced(500), UserFactory()
    place_order(buyer, wants(taken))
    with pytest.raises(Conflict) as refused:
        place_order(buyer, [*wants(free), Wanted("course", taken.course.public_id)])
    assert refused.value.context["title"] == taken.course.title
