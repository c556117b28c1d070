"""What the platform keeps: by course, by seller, in general; and how the rest is divided by weights."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from commerce.gates import Payee, Thing, sellable
from commerce.models import CommissionTerm, SellerTerm, SellingSettings
from commerce.operations.checkout import place_order
from commerce.operations.commission import commissions_for, general_commission, seller_commission, set_seller_commission
from commerce.operations.splitting import share_of, split
from kit.errors import InvalidInput, NotAllowed
from tests.commerce.conftest import wants
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D6")]


@pytest.fixture
def administrator():
    return UserFactory(roles=["administrator"])


def offered(made):
    sold = made.course.public_id
    return Thing("course", sold), sellable("course").quote(sold, AnonymousUser())


def test_course_comes_before_seller_before_platform(priced, administrator, settings):
    settings.COMMISSION_BASIS_POINTS = 1500
    made = priced(1000)
    course = made.course
    agreed = []

    def kept():
        agreed.extend(commissions_for([offered(made)]))

    kept()
    set_seller_commission(course.owner, 1800, actor=administrator)
    kept()
    CommissionTerm.objects.create(sellable_kind="course", sellable_id=course.public_id, basis_points=2000)
    kept()
    CommissionTerm.objects.all().delete()
    set_seller_commission(course.owner, 0, actor=administrator)
    kept()
    set_seller_commission(course.owner, None, actor=administrator)
    kept()
    assert agreed == [1500, 1800, 2000, 0, 1500]


def test_administrators_set_the_general_one(client, priced, administrator, settings):
    settings.COMMISSION_BASIS_POINTS = 1500
    owner, selling = UserFactory(roles=["producer"]), SellingSettings.objects.create()
    made = priced(1000, owner=owner)
    client.force_login(administrator)

    def kept():
        [agreed] = commissions_for([offered(made)])
        return agreed, general_commission()

    assert kept() == (1500, 1500)
    for percent, found in ((Decimal("12.55"), 1255), (Decimal(0), 0), (Decimal(100), 10_000)):
        SellingSettings.objects.filter(pk=selling.pk).update(commission_percent=percent)
        assert kept() == (found, found)
    SellingSettings.objects.filter(pk=selling.pk).update(commission_percent=Decimal("12.5"))
    assert "12.5 %" in client.get(reverse("seller", args=[owner.pk])).content.decode()
    assert "12.5 %, general" in client.get(reverse("sellers")).content.decode()
    set_seller_commission(owner, 1800, actor=administrator)
    assert kept() == (1800, 1250)
    set_seller_commission(owner, None, actor=administrator)
    assert place_order(UserFactory(), wants(made)).lines.get().commission_minor == 125


def test_each_thing_of_an_order_has_its_own_by_one_statement(priced, administrator, django_assert_num_queries):
    made = [priced(1000), priced(1000), priced(1000)]
    set_seller_commission(made[0].course.owner, 1800, actor=administrator)
    CommissionTerm.objects.create(sellable_kind="course", sellable_id=made[2].course.public_id, basis_points=2000)
    things = [offered(each) for each in made]
    with django_assert_num_queries(1):
        assert commissions_for(things) == [1800, 1500, 2000]
    with django_assert_num_queries(1):
        assert commissions_for(things[::-1]) == [2000, 1500, 1800]


def test_orders_keep_what_was_agreed_when_they_were_placed(priced, administrator):
    made = priced(1000)
    set_seller_commission(made.course.owner, 2000, actor=administrator)
    line = place_order(UserFactory(), wants(made)).lines.get()
    set_seller_commission(made.course.owner, 1000, actor=administrator)
    line.refresh_from_db()
    assert (line.commission_basis_points, line.commission_minor) == (2000, 200)
    assert [share.amount_minor for share in line.shares.all()] == [800]


def test_what_was_agreed_is_kept_as_history(administrator):
    seller = UserFactory(roles=["producer"])
    for basis_points in (1800, 1800, 1600, None):
        set_seller_commission(seller, basis_points, actor=administrator)
    terms = SellerTerm.objects.filter(seller=seller).order_by("pk")
    assert [(term.basis_points, term.set_by) for term in terms] == [
        (1800, administrator), (1600, administrator), (None, administrator),
    ]  # fmt: skip
    for change in (lambda: terms.update(basis_points=1), terms.delete):
        with pytest.raises(DatabaseError, match="kept as it was written"), transaction.atomic():
            change()
    assert seller_commission(seller) is None


@pytest.mark.parametrize("basis_points", [-1, 10_001])
def test_a_share_is_between_nothing_and_everything(administrator, basis_points):
    with pytest.raises(InvalidInput):
        set_seller_commission(UserFactory(), basis_points, actor=administrator)
    assert not SellerTerm.objects.exists()


@pytest.mark.parametrize("roles", [["learner"], ["producer"], ["reviewer"]])
def test_only_administrators_agree_on_it(client, roles):
    person = UserFactory(roles=roles)
    with pytest.raises(NotAllowed):
        set_seller_commission(person, 0, actor=person)
    client.force_login(person)
    for address in (reverse("sellers"), reverse("sellers_results"), reverse("seller", args=[person.pk])):
        assert client.get(address).status_code in {302, 403}
    assert client.post(reverse("seller", args=[person.pk]), {"commission": "0"}).status_code in {302, 403}
    assert not SellerTerm.objects.exists()


def test_an_administrator_agrees_in_the_editor(client, administrator):
    seller = UserFactory(roles=["producer"], display_name="Ada of the Barre")
    UserFactory(roles=["learner"], display_name="Lea of the Wings")
    client.force_login(administrator)
    listing = client.get(reverse("sellers"), {"q": "barre"}).content.decode()
    assert "Ada of the Barre" in listing
    assert "15 %, general" in listing
    assert "Lea of the Wings" not in client.get(reverse("sellers")).content.decode()
    address = reverse("seller", args=[seller.pk])
    assert client.post(address, {"commission": "17.5"}).status_code == 302
    assert seller_commission(seller) == 1750
    page = client.get(address).content.decode()
    assert "17.5 % of each sale" in page
    assert client.post(address, {"commission": ""}).status_code == 302
    assert seller_commission(seller) is None
    for wrong in ("-1", "100.01", "1.234", "many"):
        assert client.post(address, {"commission": wrong}).status_code == 200
    assert SellerTerm.objects.count() == 2


def test_what_the_commission_leaves_is_divided_by_weights(priced, monkeypatch):
    made = priced(999)
    first, second = UserFactory(), UserFactory()
    kind = sellable("course")
    quote = kind.quote
    weighed = [Payee(first, 6667), Payee(second, 3333)]
    monkeypatch.setattr(kind, "quote", lambda *asked: replace(quote(*asked), payees=weighed))
    line = place_order(UserFactory(), wants(made)).lines.get()
    assert line.commission_minor == 150
    assert [(share.payee, share.amount_minor) for share in line.shares.order_by("pk")] == [(first, 566), (second, 283)]


@given(
    st.integers(0, 10**10),
    st.integers(0, 10_000),
    st.lists(st.integers(0, 10_000), min_size=1, max_size=6).filter(lambda weights: sum(weights) > 0),
)
def test_commission_and_shares_sum_to_the_price(price, basis_points, weights):
    commission = share_of(price, basis_points)
    assert commission + sum(split(price - commission, weights)) == price
