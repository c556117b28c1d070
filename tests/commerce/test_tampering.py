"""What a buyer might send instead of what the storefront sends: refused, all of it, and nothing is written."""

import json
from datetime import timedelta

import pytest

from commerce.enums import PriceState
from commerce.models import Coupon, CouponUse, LedgerTransaction, Order, OrderLine, Payment, Price
from courses.enums import Availability, EnrolmentSource
from courses.models import Course, Enrolment, SeatHold
from courses.operations.enrolment import enrol_learner
from kit import clock
from tests.commerce.conftest import broken_invariants
from tests.factories.accounts import UserFactory
from tests.factories.published import live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D1", "req-D11")]

HONEST = {"amount_minor": 4999, "currency": "EUR"}
WRITTEN = (Order, OrderLine, Payment, CouponUse, SeatHold, LedgerTransaction)


def one(thing="$first", **changed):
    return {"kind": "course", "id": thing, **changed}


def body(*items, **rest):
    return {"items": list(items) or [one()], **rest}


def at(**changed):
    """An order of the first course, with something of its shown price changed."""
    return body(one(price=HONEST | changed))


def without(name):
    return body(one(price={key: value for key, value in HONEST.items() if key != name}))


def paying(thing="$chosen", **changed):
    """An order of the course whose price buyers choose, with something of what was chosen changed."""
    return body(one(thing, amount={"amount_minor": 1500, "currency": "EUR"} | changed))


INVALID, CONFLICT, MISSING = 422, 409, 404

# What is sent, the status of the answer, and its reason or the field that is named.
CASES = {
    # another price
    "one cent less": (at(amount_minor=4998), CONFLICT, "price_changed"),
    "one cent more": (at(amount_minor=5000), CONFLICT, "price_changed"),
    "a hundredth": (at(amount_minor=49), CONFLICT, "price_changed"),
    "nothing": (at(amount_minor=0), CONFLICT, "price_changed"),
    "one cent": (at(amount_minor=1), CONFLICT, "price_changed"),
    "all there is": (at(amount_minor=2**53), CONFLICT, "price_changed"),
    "the price of the other course": (at(amount_minor=2000), CONFLICT, "price_changed"),
    "a price that was retired": (at(amount_minor=999), CONFLICT, "price_changed"),
    "a price that waits to be confirmed": (at(amount_minor=1499), CONFLICT, "price_changed"),
    "less than nothing": (at(amount_minor=-4999), INVALID, "items.0.price.amount_minor"),
    "half a cent": (at(amount_minor=4999.5), INVALID, "items.0.price.amount_minor"),
    "more than a number can be": (at(amount_minor=2**53 + 1), INVALID, "items.0.price.amount_minor"),
    "a word": (at(amount_minor="free"), INVALID, "items.0.price.amount_minor"),
    "a number with an exponent": (at(amount_minor="4e1"), INVALID, "items.0.price.amount_minor"),
    "a number in another base": (at(amount_minor="0x1"), INVALID, "items.0.price.amount_minor"),
    "a list": (at(amount_minor=[4999]), INVALID, "items.0.price.amount_minor"),
    "an object": (at(amount_minor={"$gt": 0}), INVALID, "items.0.price.amount_minor"),
    "no number at all": (at(amount_minor=None), INVALID, "items.0.price.amount_minor"),
    "a price without amount": (without("amount_minor"), INVALID, "items.0.price.amount_minor"),
    "a price that is a number": (body(one(price=1)), INVALID, "items.0.price.non_field_errors"),
    "a price in major units beside": (at(amount=49.99), INVALID, "items.0.price.amount"),
    # another currency
    "dollars": (at(currency="USD"), CONFLICT, "price_changed"),
    "yen, which have no cents": (at(currency="JPY"), CONFLICT, "price_changed"),
    "dinars, which have a thousand": (at(currency="KWD"), CONFLICT, "price_changed"),
    "small letters": (at(currency="eur"), INVALID, "items.0.price.currency"),
    "a currency there is not": (at(currency="XQZ"), CONFLICT, "price_changed"),
    "two currencies": (at(currency="EURUSD"), INVALID, "items.0.price.currency"),
    "a sign": (at(currency="€"), INVALID, "items.0.price.currency"),
    "half a currency": (at(currency="EU"), INVALID, "items.0.price.currency"),
    "letters that look alike": (at(currency="ЕUR"), INVALID, "items.0.price.currency"),
    "no currency": (without("currency"), INVALID, "items.0.price.currency"),
    "courses of two currencies": (body(one(), one("$dollars")), CONFLICT, "not_in_currency"),
    # quantities, and words of ours that are not theirs to say
    "two of it": (body(one(quantity=2)), INVALID, "items.0.quantity"),
    "none of it": (body(one(quantity=0)), INVALID, "items.0.quantity"),
    "minus one of it": (body(one(quantity=-1)), INVALID, "items.0.quantity"),
    "it twice": (body(one(), one()), INVALID, "items"),
    "it twice in two spellings": (body(one(), one("$FIRST")), INVALID, "items"),
    "a discount": (body(one(discount_minor=4999)), INVALID, "items.0.discount_minor"),
    "a tax": (body(one(tax_minor=-500)), INVALID, "items.0.tax_minor"),
    "a total of its own": (body(one(total_minor=1)), INVALID, "items.0.total_minor"),
    "a commission": (body(one(commission_basis_points=10_000)), INVALID, "items.0.commission_basis_points"),
    "an amount of the order": (body(total_minor=1), INVALID, "total_minor"),
    "a state": (body(state="paid"), INVALID, "state"),
    "another buyer": (body(buyer="$other"), INVALID, "buyer"),
    "a currency it is not sold in": (body(currency="JPY"), CONFLICT, "not_in_currency"),
    "a currency of the order that is none": (body(currency="yen"), INVALID, "currency"),
    # another total
    "a total one cent less": (body(total=HONEST | {"amount_minor": 4998}), CONFLICT, "total_changed"),
    "a total of nothing": (body(total=HONEST | {"amount_minor": 0}), CONFLICT, "total_changed"),
    "a total in dollars": (body(total=HONEST | {"currency": "USD"}), CONFLICT, "total_changed"),
    "the total of one of two": (body(one(), one("$second"), total=HONEST), CONFLICT, "total_changed"),
    "a total below nothing": (body(total=HONEST | {"amount_minor": -1}), INVALID, "total.amount_minor"),
    # coupons
    "a coupon there is not": (body(coupon="FREE"), CONFLICT, "coupon_unknown"),
    "a coupon that is over": (body(coupon="OVER"), CONFLICT, "coupon_unknown"),
    "a coupon of another seller": (body(coupon="THEIRS"), CONFLICT, "coupon_lowers_nothing"),
    "two coupons": (body(coupon=["SPRING", "SPRING"]), INVALID, "coupon"),
    "a coupon and its old total": (body(coupon="SPRING", total=HONEST), CONFLICT, "total_changed"),
    "a coupon and its total doubled": (
        body(coupon="SPRING", total=HONEST | {"amount_minor": 3999}), CONFLICT, "total_changed"
    ),
    # what buyers choose
    "one cent below the least": (paying(amount_minor=499), CONFLICT, "amount_too_low"),
    "nothing for what has a least": (paying(amount_minor=0), CONFLICT, "amount_too_low"),
    "less than nothing for it": (paying(amount_minor=-1500), INVALID, "items.0.amount.amount_minor"),
    "one cent above the most": (paying(amount_minor=150_001), CONFLICT, "amount_too_high"),
    "all there is for it": (paying(amount_minor=2**53), CONFLICT, "amount_too_high"),
    "more than a number can be for it": (paying(amount_minor=2**53 + 1), INVALID, "items.0.amount.amount_minor"),
    "half a cent for it": (paying(amount_minor=1500.5), INVALID, "items.0.amount.amount_minor"),
    "a point and nothing behind it": (paying(amount_minor=1500.0), INVALID, "items.0.amount.amount_minor"),
    "a number that is a text": (paying(amount_minor="1500"), INVALID, "items.0.amount.amount_minor"),
    "yes": (paying(amount_minor=True), INVALID, "items.0.amount.amount_minor"),
    "no amount in it": (paying(amount_minor=None), INVALID, "items.0.amount.amount_minor"),
    "an amount in dollars": (paying(currency="USD"), CONFLICT, "not_in_currency"),
    "an amount in a currency there is not": (paying(currency="XQZ"), CONFLICT, "not_in_currency"),
    "an amount in euros and an order in dollars": (
        paying() | {"currency": "USD"}, CONFLICT, "not_in_currency"
    ),
    "amounts in two currencies": (
        body(one("$both", amount={"amount_minor": 1500, "currency": "EUR"}),
             one("$dollar_choice", amount={"amount_minor": 1500, "currency": "USD"})), CONFLICT, "not_in_currency"
    ),
    "an amount in the other of its currencies": (
        paying("$both") | {"currency": "USD"}, CONFLICT, "amount_missing"
    ),
    "no amount": (body(one("$chosen")), CONFLICT, "amount_missing"),
    "what is suggested as its price": (
        body(one("$chosen", price=HONEST | {"amount_minor": 1500})), CONFLICT, "amount_missing"
    ),
    "another price than the amount": (
        body(one("$chosen", price=HONEST, amount=HONEST | {"amount_minor": 1500})), CONFLICT, "price_changed"
    ),
    "an amount for a fixed price": (paying("$first"), CONFLICT, "price_is_fixed"),
    "its own price as an amount": (paying("$first", amount_minor=4999), CONFLICT, "price_is_fixed"),
    "too little to be charged": (paying("$from_nothing", amount_minor=49), CONFLICT, "amount_not_charged"),
    "the least that was before": (paying("$raised", amount_minor=500), CONFLICT, "amount_too_low"),
    "a coupon for what one chooses": (paying() | {"coupon": "SPRING"}, CONFLICT, "coupon_lowers_nothing"),
    "a total beside what one chooses": (paying() | {"total": HONEST}, CONFLICT, "total_changed"),
    # other things
    "a kind that is not sold": (body({"kind": "user", "id": "$first"}), INVALID, "items.0.kind"),
    "a number for an id": (body({"kind": "course", "id": 1}), MISSING, "not_found"),
    "the id of a person": (body(one("$other")), MISSING, "not_found"),
    "a course that is hidden": (body(one("$hidden")), MISSING, "not_found"),
    "a course that takes nobody": (body(one("$paused")), CONFLICT, "course_paused"),
    "a course that one has": (body(one("$held")), CONFLICT, "already_learning"),
    "a course that is one's own": (body(one("$own")), CONFLICT, "own_course"),
    "a course without a price": (body(one("$priceless")), MISSING, "not_found"),
    "one that may be bought with one that may not": (body(one(), one("$hidden")), MISSING, "not_found"),
}  # fmt: skip


@pytest.fixture
def shop(priced, chosen, signed_in):
    """Courses of many kinds, and somebody who buys; says what each name in a body stands for."""
    buyer, other = UserFactory(), UserFactory()
    first, second, dollars, hidden, paused, held = (
        priced(minor, currency)
        for minor, currency in ((4999, "EUR"), (2000, "EUR"), (4999, "USD"), (100, "EUR"), (100, "EUR"), (100, "EUR"))
    )
    own = priced(100, owner=buyer)
    named = {
        "$first": first, "$second": second, "$dollars": dollars, "$hidden": hidden, "$paused": paused, "$held": held,
        "$own": own, "$priceless": live_course(), "$chosen": chosen(), "$from_nothing": chosen(least=0),
        "$raised": chosen(), "$both": chosen(also="USD"), "$dollar_choice": chosen(currency="USD"),
    }  # fmt: skip
    Course.objects.filter(pk=hidden.course.pk).update(availability=Availability.UNPUBLISHED)
    Course.objects.filter(pk=paused.course.pk).update(is_paused=True)
    enrol_learner(held.course, buyer, source=EnrolmentSource.GRANTED, actor=None)
    for state, minor in ((PriceState.RETIRED, 999), (PriceState.PROPOSED, 1499)):
        Price.objects.create(
            sellable_kind="course", sellable_id=first.course.public_id, currency="EUR", amount_minor=minor, state=state
        )
    Price.objects.filter(sellable_id=named["$raised"].course.public_id).update(least_minor=1000)
    today = clock.now()
    for code, seller, ends in (("SPRING", None, None), ("OVER", None, today), ("THEIRS", second.owner, None)):
        Coupon.objects.create(
            code=code,
            basis_points=1000,
            seller=seller,
            made_by=other,
            starts_at=today - timedelta(days=1),
            ends_at=ends,
        )
    ids = {name: str(made.course.public_id) for name, made in named.items()} | {"$other": str(other.public_id)}
    return signed_in(buyer), ids | {"$FIRST": ids["$first"].upper()}


def sent(what, ids):
    text = json.dumps(what)
    for name in sorted(ids, key=len, reverse=True):
        text = text.replace(f'"{name}"', f'"{ids[name]}"')
    return json.loads(text)


@pytest.fixture(autouse=True)
def open_for_selling(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_never_asked"


@pytest.mark.parametrize("case", CASES)
def test_what_was_tampered_with_is_refused_and_nothing_is_written(shop, case):
    client, ids = shop
    what, status, why = CASES[case]
    seats = Enrolment.objects.count()
    answer = client.post("/api/v1/me/orders", sent(what, ids), format="json")
    details = answer.json()["error"]["details"]
    assert answer.status_code == status, details
    assert why in {details["reason"], *details.get("fields", {})}
    assert [model.__name__ for model in WRITTEN if model.objects.exists()] == []
    assert (Enrolment.objects.count(), Coupon.objects.exclude(uses=0).count()) == (seats, 0)
    assert broken_invariants() == []


def test_the_same_without_tampering_is_ordered(shop):
    """The control: what refuses the cases is what they change."""
    client, ids = shop
    honest = body(one(price=HONEST), coupon="SPRING", total=HONEST | {"amount_minor": 4499})
    answer = client.post("/api/v1/me/orders", sent(honest, ids), format="json")
    assert (answer.status_code, answer.json()["total_minor"], Payment.objects.get().amount_minor) == (201, 4499, 4499)
    assert len(CASES) >= 60
