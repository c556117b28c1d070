"""Pay what you want: bounds that sellers set, amounts that buyers choose, and what follows from them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import OrderState
from commerce.errors import (
    AmountMissing,
    AmountNotCharged,
    AmountTooFine,
    AmountTooHigh,
    AmountTooLow,
    CouponLowersNothing,
    OrderUnderWay,
    PriceIsFixed,
)
from commerce.gates import Offer, Thing
from commerce.models import Bounds, CartItem, Coupon, LedgerEntry, Order, OrderLine, Payment, Price
from commerce.operations.carts import add_to_cart, quote_cart, read_cart
from commerce.operations.checkout import place_order
from commerce.operations.chosen import at_chosen
from commerce.operations.gifts import present_for
from commerce.operations.offers import lowest_before, offered_prices
from commerce.operations.prices import prices_held
from commerce.operations.refunds import refund_order
from commerce.operations.sales import SaleTerms
from commerce.operations.settlement import apply_truth
from commerce.operations.wanted import Wanted
from courses.models import Enrolment
from courses.operations.prices import (
    confirm_course_price,
    let_learners_choose,
    propose_course_prices,
    proposed_prices,
    show_prices,
)
from courses.operations.publication import publish_submission
from courses.operations.sales import set_course_sale
from courses.operations.submissions import approve, submit_course
from kit import clock
from kit.errors import InvalidInput, NotAllowed
from kit.invariants import violations
from kit.money import Money
from tests.commerce.conftest import broken_invariants
from tests.factories.accounts import UserFactory
from tests.factories.submissions import ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]


DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def open_for_selling(settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"


def pays(made, minor, currency="EUR", **said):
    return [Wanted("course", made.course.public_id, amount=Money(minor, currency), **said)]


def thing(made):
    return Thing("course", made.course.public_id)


def offered(currency="EUR", bounds=None, minor=1500):
    return Offer("By ear", Money(minor, currency), None, [], bounds=bounds)


def live(made, client):
    return client.get(f"/api/v1/courses/{made.course.slug}").json()["live"]


@pytest.mark.parametrize(
    ("bounds", "minor", "currency", "refusal"),
    [
        (Bounds(500, 150_000), 500, "EUR", None),
        (Bounds(500, 150_000), 150_000, "EUR", None),
        (Bounds(500, 150_000), 499, "EUR", AmountTooLow),
        (Bounds(500, 150_000), 150_001, "EUR", AmountTooHigh),
        (Bounds(0, 150_000), 0, "EUR", None),
        (Bounds(0, 150_000), 1, "EUR", AmountNotCharged),
        (Bounds(0, 150_000), 49, "EUR", AmountNotCharged),
        (Bounds(0, 150_000), 50, "EUR", None),
        (Bounds(0, 150_000), 49, "JPY", AmountNotCharged),
        (Bounds(0, 150_000), 50, "JPY", None),
        (Bounds(0, 150_000), 1500, "KWD", None),
        (Bounds(0, 150_000), 1505, "KWD", AmountTooFine),
        (None, 1500, "EUR", PriceIsFixed),
    ],
)
def test_what_may_be_chosen(bounds, minor, currency, refusal):
    offer, amount = offered(currency, bounds), Money(minor, currency)
    if refusal is None:
        assert at_chosen(offer, amount).price == amount
        return
    with pytest.raises(refusal):
        at_chosen(offer, amount)


def test_a_gift_is_something_and_an_amount_is_in_the_currency_that_is_paid():
    offer = offered(bounds=Bounds(0, 5000))
    assert at_chosen(offer, Money(50, "EUR"), is_gift=True).price == Money(50, "EUR")
    with pytest.raises(AmountTooLow):
        at_chosen(offer, Money(0, "EUR"), is_gift=True)
    for amount in (None, Money(1500, "USD")):
        with pytest.raises(AmountMissing):
            at_chosen(offer, amount)
    assert at_chosen(offered(), None) == offered()


def test_what_was_chosen_is_paid_shared_receipted_and_given_back(chosen, truth):
    made = chosen()
    order = place_order(UserFactory(), pays(made, 2000))
    line = order.lines.get()
    assert (order.total_minor, line.price_minor, line.is_chosen) == (2000, 2000, True)
    assert line.commission_minor + sum(share.amount_minor for share in line.shares.all()) == 2000
    payment = order.payments.get()
    apply_truth(payment, truth(payment))
    order.refresh_from_db()
    assert (order.state, order.papers.get().content["lines"][0]["total_minor"]) == (OrderState.PAID, 2000)
    assert LedgerEntry.objects.exists()
    refund = refund_order(order, {line: 500}, note="Ill", actor=UserFactory(roles=[Role.ADMINISTRATOR]))
    assert refund.amount_minor == 500
    assert broken_invariants() == []


def test_nothing_is_given_at_once_and_something_is_paid_for(chosen):
    made, buyer = chosen(least=0), UserFactory()
    order = place_order(buyer, pays(made, 0))
    assert (order.state, order.total_minor) == (OrderState.PAID, 0)
    assert Enrolment.objects.open().filter(course=made.course, learner=buyer).exists()
    assert not Payment.objects.exists()
    assert place_order(UserFactory(), pays(made, 700)).payments.get().amount_minor == 700
    assert broken_invariants() == []


def test_asking_again_for_the_same_amount_is_the_same_order(chosen):
    made, buyer = chosen(), UserFactory()
    order = place_order(buyer, pays(made, 2000))
    assert place_order(buyer, pays(made, 2000)) == order
    with pytest.raises(OrderUnderWay):
        place_order(buyer, pays(made, 2500))
    assert Order.objects.count() == 1


def test_each_is_paid_in_one_currency_with_what_costs_something_else(chosen, priced):
    both, fixed, buyer = chosen(also="USD"), priced(4900, "USD"), UserFactory()
    order = place_order(buyer, [*pays(both, 700, "USD"), Wanted("course", fixed.course.public_id)])
    assert order.total == Money(5600, "USD")
    nothing = chosen(least=0, also="USD")
    order = place_order(buyer, [*pays(nothing, 0, "USD"), Wanted("course", priced(4900, "USD").course.public_id)])
    assert order.total == Money(4900, "USD")


def test_neither_coupons_nor_sales_lower_what_is_chosen(chosen, priced):
    made, fixed = chosen(), priced(2000)
    coupon = Coupon.objects.create(code="HALF", basis_points=5000, made_by=made.owner, starts_at=clock.now())
    with pytest.raises(CouponLowersNothing):
        place_order(UserFactory(), pays(made, 2000), coupon=coupon)
    order = place_order(UserFactory(), [*pays(made, 2000), Wanted("course", fixed.course.public_id)], coupon=coupon)
    assert order.total_minor == 3000
    chosen_line = order.lines.get(is_chosen=True)
    assert chosen_line.discount_minor == 0
    chosen_line.pk, chosen_line.public_id, chosen_line.claims = None, uuid4(), False
    chosen_line.discount_minor, chosen_line.total_minor = 1, 1999
    with pytest.raises(IntegrityError, match="what_the_buyer_chose_is_not_lowered"), transaction.atomic():
        chosen_line.save(force_insert=True)
    with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
        OrderLine.objects.filter(is_chosen=True).update(is_chosen=False)
    with pytest.raises(InvalidInput):
        set_course_sale(made.course, SaleTerms(None, clock.now() + DAY, 1000), actor=made.owner)


def test_a_sale_of_one_currency_leaves_the_other_to_choose(chosen):
    made = chosen()
    Price.objects.create(sellable_kind="course", sellable_id=made.course.public_id, currency="USD", amount_minor=5500,
                         is_main=False, state="active")  # fmt: skip
    set_course_sale(made.course, SaleTerms(None, clock.now() + DAY, 1000), actor=made.owner)
    assert [price.amount_minor for price in offered_prices("course", made.course.public_id)] == [1500, 4950]
    assert list(violations(["prices_shown_are_prices_held"])) == []


def test_what_could_be_chosen_is_what_a_later_sale_is_compared_with(chosen):
    made, now = chosen(), clock.now()
    Price.objects.update(holds_from=now - 10 * DAY)
    assert lowest_before("course", made.course.public_id, "EUR", now) == 500


def test_the_cart_keeps_the_amount_and_says_what_is_wrong_with_it(chosen, priced):
    made, fixed, person = chosen(also="USD"), priced(4900), UserFactory()
    add_to_cart(person, [thing(made), thing(fixed)], {thing(fixed): Money(1, "EUR")})
    line = read_cart(person).lines[0]
    assert (line.price, line.suggested, line.offer.bounds) == (
        Money(1500, "EUR"), Money(1500, "EUR"), Bounds(500, 150_000)
    )  # fmt: skip
    add_to_cart(person, [thing(made)], {thing(made): Money(2500, "EUR")})
    add_to_cart(person, [thing(made)])
    cart = read_cart(person)
    assert (cart.lines[0].price, cart.total) == (Money(2500, "EUR"), Money(7400, "EUR"))
    assert CartItem.objects.count() == 2
    add_to_cart(person, [thing(made)], {thing(made): Money(499, "EUR")})
    cart = read_cart(person)
    assert (cart.lines[0].refusal.reason, cart.total) == ("amount_too_low", Money(4900, "EUR"))
    assert read_cart(person, currency="USD").lines[0].price == Money(1500, "USD")
    quoted = quote_cart([thing(made)], UserFactory(), amounts={thing(made): Money(3000, "EUR")})
    assert quoted.total == Money(3000, "EUR")
    with pytest.raises(IntegrityError, match="amount_in_a_cart_has_a_currency"), transaction.atomic():
        CartItem.objects.filter(amount_minor=499).update(currency="")


def test_a_cart_knows_the_order_that_waits_for_its_amount(chosen):
    made, person = chosen(), UserFactory()
    add_to_cart(person, [thing(made)], {thing(made): Money(2500, "EUR")})
    place_order(person, pays(made, 2500))
    assert read_cart(person).is_ordered is True
    add_to_cart(person, [thing(made)], {thing(made): Money(2600, "EUR")})
    assert read_cart(person).is_ordered is False


def test_carts_take_amounts_over_http(chosen, signed_in, client):
    made, person = chosen(), UserFactory()
    mine = signed_in(person)
    item = {"kind": "course", "id": str(made.course.public_id)}
    body = mine.post("/api/v1/me/cart", {"items": [item | {"amount": {"amount_minor": 700, "currency": "EUR"}}]},
                     format="json").json()  # fmt: skip
    (line,) = body["lines"]
    assert (line["price"], line["choice"], body["total"]["amount_minor"]) == (
        {"amount_minor": 700, "currency": "EUR"},
        {"least_minor": 500, "suggested_minor": 1500, "most_minor": 150_000},
        700,
    )
    asked = f"course:{made.course.public_id}"
    for named, minor in ((asked, 1500), (f"{asked}:EUR:600", 600), (f"{asked}:USD:600", 1500)):
        assert client.get("/api/v1/cart", {"items": named}).json()["total"]["amount_minor"] == minor
    for wrong in (":EUR:-1", ":EUR:1.5", ":EUR:", ":eur:600", ":EUR:" + "9" * 30, ":EUR:99999999999999999", ":"):
        assert client.get("/api/v1/cart", {"items": asked + wrong}).status_code == 422
    for amount in ({"amount_minor": "700", "currency": "EUR"}, {"amount_minor": 700, "currency": "eur"}, 7):
        refused = mine.post("/api/v1/me/cart", {"items": [item | {"amount": amount}]}, format="json")
        assert refused.status_code == 422
    assert CartItem.objects.get().amount_minor == 700


def test_a_gift_of_it_is_paid_what_the_giver_wants(chosen, signed_in):
    made = chosen(least=0)
    body = {"kind": "course", "id": str(made.course.public_id), "recipient_name": "Ada",
            "recipient_email": "ada@example.org", "amount": {"amount_minor": 900, "currency": "EUR"}}  # fmt: skip
    giver = signed_in(UserFactory())
    answer = giver.post("/api/v1/me/gifts", body, format="json")
    assert (answer.status_code, answer.json()["total_minor"]) == (201, 900)
    for_nothing = body | {"recipient_name": "Bo", "amount": {"amount_minor": 0, "currency": "EUR"}}
    refused = giver.post("/api/v1/me/gifts", for_nothing, format="json")
    assert refused.json()["error"]["details"]["reason"] == "amount_too_low"
    present = present_for(UserFactory(), name="Bo", email="bo@example.org")
    with pytest.raises(AmountMissing):
        place_order(UserFactory(), [Wanted("course", made.course.public_id, None, present)])


def test_readers_see_its_bounds_and_find_it_by_the_least(chosen, priced, client):
    dear, free, made, from_nothing = priced(4900), priced(0), chosen(), chosen(least=0)
    show_prices(dear.course)
    shown = live(made, client)
    assert shown["price"] == shown["prices"][0]
    assert [shown["price"][name] for name in ("amount_minor", "least_minor", "most_minor")] == [1500, 500, 150_000]
    page = client.get("/api/v1/courses", {"sort": "price"}).json()
    slugs = [each["document"]["slug"] for each in page["results"]]
    assert set(slugs[:2]) == {free.course.slug, from_nothing.course.slug}
    assert slugs[2:] == [made.course.slug, dear.course.slug]
    assert page["facets"]["price"] == {"free": 2, "paid": 2}
    assert page["results"][2]["live"]["price"]["least_minor"] == 500
    found = client.get("/api/v1/courses", {"price": "free"}).json()["results"]
    assert {each["document"]["slug"] for each in found} == {free.course.slug, from_nothing.course.slug}
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    price = let_learners_choose(made.course, "EUR", least_minor=0, suggested_minor=1500, most_minor=None,
                                actor=administrator)  # fmt: skip
    confirm_course_price(made.course, price, actor=administrator)
    assert client.get("/api/v1/courses").json()["facets"]["price"] == {"free": 3, "paid": 1}


@pytest.mark.parametrize(
    ("currency", "amounts", "fields"),
    [
        ("EUR", (49, 1500, None), ["least"]),
        ("EUR", (-1, 1500, None), ["most"]),
        ("EUR", (0, 49, None), ["suggested"]),
        ("EUR", (2000, 1500, None), ["suggested"]),
        ("EUR", (0, 1500, 1499), ["most"]),
        ("EUR", (0, 1500, 10**8), ["most"]),
        ("EUR", (0, 10**8, None), ["suggested"]),
        ("KWD", (505, 1500, 20_005), ["least", "most"]),
        ("XAU", (0, 1500, None), ["suggested"]),
    ],
)
def test_bounds_that_cannot_be_are_refused(chosen, currency, amounts, fields):
    made = chosen()
    least, suggested, most = amounts
    with pytest.raises(InvalidInput) as refusal:
        let_learners_choose(made.course, currency, least_minor=least, suggested_minor=suggested, most_minor=most,
                            actor=UserFactory(roles=[Role.ADMINISTRATOR]))  # fmt: skip
    assert sorted(refusal.value.fields) == fields
    assert proposed_prices(made.course) == []
    with pytest.raises(IntegrityError, match="suggested_price_is_within_its_bounds"), transaction.atomic():
        Price.objects.update(least_minor=1501)


def test_it_is_proposed_confirmed_and_fixed_again_in_the_editor(chosen, priced, client):
    made = priced(4900)
    page = reverse("course_prices", args=[made.course.public_id])
    address = reverse("let_learners_choose", args=[made.course.public_id])
    settle = reverse("settle_course_price", args=[made.course.public_id])
    sent = {"currency": "EUR", "least": "5", "suggested": "15.00", "most": ""}
    client.force_login(UserFactory(roles=[Role.PRODUCER]))
    assert client.post(address, sent).status_code == 404
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(administrator)
    told = client.post(address, sent | {"least": "0.20"}).content.decode()
    assert "0, or at least €0.50: less cannot be charged." in told
    assert "At least €5.00." in client.post(address, sent | {"suggested": ""}).content.decode()
    assert proposed_prices(made.course) == []
    assert client.post(address, sent).status_code == 302
    (price,) = proposed_prices(made.course)
    assert (price.amount_minor, price.bounds) == (1500, Bounds(500, 150_000))
    assert "learners choose, €5.00 to €1,500.00; €15.00 is suggested" in client.get(page).content.decode()
    client.post(settle, {"answer": "confirm", "currency": "EUR", "price": price.public_id})
    assert [each.bounds for each in prices_held("course", made.course.public_id)] == [Bounds(500, 150_000)]
    # What the form of fixed prices sends unchanged changes nothing.
    client.post(page, {"EUR": "", "USD": ""})
    assert proposed_prices(made.course) == []
    (fixed,) = propose_course_prices(made.course, {"EUR": 1500}, actor=administrator)
    confirm_course_price(made.course, fixed, actor=administrator)
    assert [each.bounds for each in prices_held("course", made.course.public_id)] == [None]
    with pytest.raises(NotAllowed):
        let_learners_choose(made.course, "EUR", least_minor=0, suggested_minor=500, most_minor=None,
                            actor=UserFactory())  # fmt: skip


def test_proposing_the_same_again_is_one_proposal(priced):
    made, actor = priced(4900), UserFactory(roles=[Role.ADMINISTRATOR])
    ask = {"least_minor": 0, "suggested_minor": 4900, "most_minor": 9900, "actor": actor}
    assert let_learners_choose(made.course, "EUR", **ask) == let_learners_choose(made.course, "EUR", **ask)
    assert propose_course_prices(made.course, {"EUR": 4900}, actor=actor) == []
    assert proposed_prices(made.course) == []


def test_the_first_approval_lets_learners_choose_as_the_reviewer_has_seen():
    tree = ready_course(price_minor=0)
    let_learners_choose(tree.course, "EUR", least_minor=0, suggested_minor=1000, most_minor=None, actor=tree.owner)
    propose_course_prices(tree.course, {"USD": 5500}, actor=tree.owner)
    submission = submit_course(tree.course, actor=tree.owner)
    approve(submission, actor=UserFactory(roles=[Role.REVIEWER]))
    publish_submission(submission.pk)
    held = prices_held("course", tree.course.public_id)
    assert [(price.currency, price.amount_minor, price.bounds, price.is_main) for price in held] == [
        ("EUR", 1000, Bounds(0, 100_000), True), ("USD", 5500, None, False)
    ]  # fmt: skip
    assert list(violations(["prices_shown_are_prices_held"])) == []
