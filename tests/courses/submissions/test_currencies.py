"""Prices in several currencies: each proposed and confirmed by itself, one of them the main one."""

from functools import partial
from threading import Event

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse

from accounts.enums import Role
from commerce.enums import PriceState
from commerce.errors import MainCurrency, NotInCurrency, PriceDecided
from commerce.gates import Thing
from commerce.models import Order, Price
from commerce.operations.carts import add_to_cart, quote_cart, read_cart
from commerce.operations.checkout import place_order
from commerce.operations.prices import currencies_sold, prices_held
from commerce.operations.wanted import Wanted
from courses.models import Course
from courses.operations.prices import (
    confirm_course_price,
    end_course_currency,
    propose_course_price,
    propose_course_prices,
    proposed_prices,
    take_back_proposal,
)
from courses.operations.publication import publish_submission
from courses.operations.submissions import approve, submit_course
from kit.errors import InvalidInput, NotAllowed
from kit.invariants import violations
from kit.models import Revalidation
from kit.money import Money
from tests.factories.accounts import UserFactory
from tests.factories.submissions import published_course, ready_course
from tests.races import PATIENCE, Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D11")]


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


@pytest.fixture
def sold_in(administrator):
    """A published course with these prices; the first is the main one."""

    def make(main=("EUR", 4900), **others):
        currency, amount = main
        published = published_course(price_minor=amount, price_currency=currency)
        for price in propose_course_prices(published.course, others, actor=published.tree.owner):
            confirm_course_price(published.course, price, actor=administrator)
        return published

    return make


def held(published):
    prices = prices_held("course", published.course.public_id)
    return [(price.currency, price.amount_minor, price.is_main) for price in prices]


def shown(published):
    published.course.figures.refresh_from_db()
    figures = published.course.figures
    return figures.price_minor, figures.price_currency, figures.other_prices


def sent(amount, currency):
    fixed = {"before_minor": None, "sale_ends_at": None, "least_minor": None, "most_minor": None}
    return {"amount_minor": amount, "currency": currency} | fixed


def sound():
    return not list(violations(["prices_shown_are_prices_held"]))


def thing(published):
    return Thing("course", published.course.public_id)


def wants(*made, expected=None):
    return [Wanted("course", each.course.public_id, expected) for each in made]


def test_confirming_one_currency_leaves_the_others_alone(sold_in, administrator):
    published = sold_in(JPY=8000, KWD=15_500)
    assert held(published) == [("EUR", 4900, True), ("JPY", 8000, False), ("KWD", 15_500, False)]
    price = propose_course_price(published.course, amount_minor=7000, currency="JPY", actor=published.tree.owner)
    assert held(published)[1] == ("JPY", 8000, False)
    confirm_course_price(published.course, price, actor=administrator)
    assert held(published) == [("EUR", 4900, True), ("JPY", 7000, False), ("KWD", 15_500, False)]
    assert shown(published) == (4900, "EUR", [sent(7000, "JPY"), sent(15_500, "KWD")])
    old = Price.objects.get(currency="JPY", state=PriceState.RETIRED)
    assert old.holds_from < old.held_until == prices_held("course", published.course.public_id)[1].holds_from
    assert sound()


def test_what_is_free_is_free_in_every_currency(sold_in, administrator):
    published = sold_in(USD=5500)
    free = propose_course_price(published.course, amount_minor=0, currency="USD", actor=published.tree.owner)
    confirm_course_price(published.course, free, actor=administrator)
    assert held(published) == [("USD", 0, True)]
    paid = propose_course_price(published.course, amount_minor=5000, currency="GBP", actor=published.tree.owner)
    confirm_course_price(published.course, paid, actor=administrator)
    assert held(published) == [("GBP", 5000, True)]
    assert sound()


def test_a_version_in_another_currency_makes_that_the_main_one(sold_in, administrator):
    published = sold_in(USD=5500)
    draft = published.tree.page.get_latest_revision_as_object()
    draft.price_minor, draft.price_currency = 6000, "USD"
    draft.save_revision()
    submission = submit_course(published.course, actor=published.tree.owner)
    approve(submission, actor=administrator)
    publish_submission(submission.pk)
    assert held(published) == [("USD", 6000, True), ("EUR", 4900, False)]
    assert sound()


def test_an_unchanged_price_in_a_new_version_undoes_nothing(sold_in, administrator):
    published = sold_in()
    dearer = propose_course_price(published.course, amount_minor=5900, currency="EUR", actor=published.tree.owner)
    confirm_course_price(published.course, dearer, actor=administrator)
    submission = submit_course(published.course, actor=published.tree.owner)
    approve(submission, actor=published.reviewer)
    publish_submission(submission.pk)
    assert held(published) == [("EUR", 5900, True)]
    assert proposed_prices(published.course) == []


def test_the_first_approval_confirms_what_the_reviewer_has_seen():
    tree = ready_course(price_minor=4900)
    seen, changed = propose_course_prices(tree.course, {"USD": 5500, "GBP": 4500}, actor=tree.owner)
    submission = submit_course(tree.course, actor=tree.owner)
    propose_course_price(tree.course, amount_minor=100, currency="GBP", actor=tree.owner)
    approve(submission, actor=UserFactory(roles=[Role.REVIEWER]))
    publish_submission(submission.pk)
    prices = prices_held("course", tree.course.public_id)
    assert [(price.currency, price.amount_minor) for price in prices] == [("EUR", 4900), ("USD", 5500)]
    assert [price.amount_minor for price in proposed_prices(tree.course)] == [100]
    assert (seen in prices, changed in prices) == (True, False)


def test_prices_that_are_none_are_refused_whole(sold_in):
    published = sold_in()
    owner = published.tree.owner
    wrong = {"XAU": 100, "GBP": -1, "KWD": 15_505, "JPY": 10**8, "CHF": 49, "USD": 5500}
    with pytest.raises(InvalidInput) as refusal:
        propose_course_prices(published.course, wrong, actor=owner)
    assert sorted(refusal.value.fields) == ["CHF", "GBP", "JPY", "KWD", "XAU"]
    for refused in (lambda who: propose_course_prices(published.course, {"USD": 5500}, actor=who),
                    lambda who: end_course_currency(published.course, "EUR", actor=who)):  # fmt: skip
        with pytest.raises(NotAllowed):
            refused(UserFactory())
    assert proposed_prices(published.course) == []


def test_a_currency_ends_at_once_but_never_the_main_one(sold_in):
    published = sold_in(USD=5500)
    owner = published.tree.owner
    assert currencies_sold() == ["EUR", "USD"]
    before = Revalidation.objects.filter(stale__contains=["site"]).count()
    end_course_currency(published.course, "USD", actor=owner)
    end_course_currency(published.course, "USD", actor=owner)
    with pytest.raises(MainCurrency):
        end_course_currency(published.course, "EUR", actor=owner)
    assert held(published) == [("EUR", 4900, True)]
    assert Revalidation.objects.filter(stale__contains=["site"]).count() == before + 1
    assert sound()


def test_what_was_asked_for_anew_as_it_is_takes_the_proposal_back(sold_in):
    published = sold_in()
    owner = published.tree.owner
    (price,) = propose_course_prices(published.course, {"EUR": 5900}, actor=owner)
    assert propose_course_prices(published.course, {"EUR": 4900}, actor=owner) == []
    price.refresh_from_db()
    assert price.state == PriceState.DECLINED
    with pytest.raises(PriceDecided):
        take_back_proposal(published.course, price, actor=owner)


def test_an_order_is_in_one_currency(sold_in, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    both, euros = sold_in(JPY=8000), sold_in()
    buyer = UserFactory()
    with pytest.raises(NotInCurrency):
        place_order(buyer, wants(both, euros), currency="JPY")
    assert not Order.objects.exists()
    order = place_order(buyer, wants(both, expected=Money(8000, "JPY")))
    assert order.total == Money(8000, "JPY")
    assert place_order(buyer, wants(both), currency="JPY") == order
    other = place_order(UserFactory(), wants(both, euros))
    assert other.total == Money(9800, "EUR")


def test_a_cart_says_what_its_currency_does_not_buy(sold_in, client):
    both, euros = sold_in(JPY=8000), sold_in()
    person = UserFactory()
    add_to_cart(person, [thing(both), thing(euros)])
    cart = read_cart(person, currency="JPY")
    assert cart.total == Money(8000, "JPY")
    assert cart.currencies == {"EUR": True, "JPY": False}
    refused = cart.lines[1]
    assert (refused.refusal.reason, refused.price) == ("not_in_currency", Money(4900, "EUR"))
    assert read_cart(person).total == Money(9800, "EUR")
    assert quote_cart([thing(euros), thing(both)], AnonymousUser(), None, "JPY").total == Money(8000, "JPY")
    asked = {"items": f"course:{both.course.public_id}", "currency": "JPY"}
    body = client.get("/api/v1/cart", asked).json()
    assert (body["currency"], body["total"]) == ("JPY", {"amount_minor": 8000, "currency": "JPY"})
    assert body["currencies"] == [{"code": "EUR", "buys_all": True}, {"code": "JPY", "buys_all": True}]
    assert client.get("/api/v1/cart", asked | {"currency": "yen"}).status_code == 422
    page = client.get(f"/api/v1/courses/{both.course.slug}").json()
    assert [price["currency"] for price in page["live"]["prices"]] == ["EUR", "JPY"]
    card = client.get("/api/v1/courses", {"sort": "new"}).json()["results"][-1]
    assert card["live"]["prices"][0] == card["live"]["price"]


def test_a_waiting_order_keeps_its_currency_in_the_cart(sold_in, settings):
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    both, person = sold_in(JPY=8000), UserFactory()
    add_to_cart(person, [thing(both)])
    place_order(person, wants(both), currency="JPY")
    assert read_cart(person).is_ordered is True
    assert read_cart(person, currency="EUR").is_ordered is False


def test_prices_are_proposed_and_settled_in_the_editor(sold_in, administrator, client):
    published = sold_in()
    address = reverse("course_prices", args=[published.course.public_id])
    settle = reverse("settle_course_price", args=[published.course.public_id])
    for stranger in (UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER])):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.post(settle, {"answer": "end", "currency": "EUR"}).status_code == 404
    client.force_login(published.tree.owner)
    assert "€49.00" in client.get(address).content.decode()
    assert "must lie between 0 and" in client.post(address, {"USD": "99999999"}).content.decode()
    assert client.post(address, {"JPY": "8000", "KWD": "15.500", "EUR": ""}).status_code == 302
    yen, dinars = proposed_prices(published.course)
    assert (yen.amount_minor, dinars.amount_minor) == (8000, 15_500)
    page = client.get(address).content.decode()
    assert "¥8,000" in page
    assert 'value="confirm"' not in page
    client.post(settle, {"answer": "confirm", "currency": "JPY", "price": yen.public_id})
    assert held(published) == [("EUR", 4900, True)]
    client.post(settle, {"answer": "take-back", "currency": "KWD", "price": dinars.public_id})
    client.force_login(administrator)
    client.post(settle, {"answer": "confirm", "currency": "JPY", "price": yen.public_id})
    assert held(published) == [("EUR", 4900, True), ("JPY", 8000, False)]
    assert client.post(settle, {"answer": "confirm", "currency": "JPY", "price": "x"}).status_code == 404
    foreign = sold_in(USD=1000)
    other = prices_held("course", foreign.course.public_id)[0]
    assert client.post(settle, {"answer": "decline", "price": other.public_id}).status_code == 404
    client.post(settle, {"answer": "end", "currency": "JPY"})
    assert held(published) == [("EUR", 4900, True)]


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_leave_one_price_in_each_currency(administrator):
    published = published_course(price_minor=4900)
    course, owner = published.course, published.tree.owner
    dearer, dollars = propose_course_prices(course, {"EUR": 5900, "USD": 5500}, actor=owner)
    locked, all_wait = Event(), Event()

    def keep_the_course():
        with transaction.atomic():
            Course.objects.select_for_update(no_key=True).get(pk=course.pk)
            locked.set()
            all_wait.wait(PATIENCE)

    keeper = Runner(keep_the_course)
    assert locked.wait(PATIENCE)
    runners = [
        Runner(partial(confirm_course_price, course, price, actor=administrator)) for price in (dearer, dearer, dollars)
    ]
    wait_for_a_lock_queue(*runners)
    all_wait.set()
    assert keeper.outcome() is None
    outcomes = [runner.outcome() for runner in runners]
    assert held(published) == [("EUR", 5900, True), ("USD", 5500, False)]
    assert shown(published) == (5900, "EUR", [sent(5500, "USD")])
    assert sum(isinstance(outcome, PriceDecided) for outcome in outcomes) == 1
