"""Coupons in the editor: sellers make and see their own alone, administrators all."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from commerce.enums import BorneBy
from commerce.gates import Thing
from commerce.models import Coupon
from commerce.operations.coupon_terms import CouponTerms, write_coupon
from commerce.operations.currencies import CURRENCIES
from kit import clock
from kit.errors import InvalidInput, NotAllowed
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]


def producer(client, **fields):
    person = UserFactory(roles=["producer"], **fields)
    client.force_login(person)
    return person


def typed(code="Sp ring", **fields):
    return {
        "code": code,
        "percent": "20",
        "currency": "EUR",
        "starts_at": "2026-01-01 00:00",
        "is_active": "on",
    } | fields


def terms(seller, code="SPRING", **fields):
    return CouponTerms(
        **{"code": code, "seller": seller, "basis_points": 2000, "amount_minor": None, "currency": "",
           "starts_at": clock.now()} | fields
    )  # fmt: skip


def test_a_seller_makes_one_and_changes_it(client, priced):
    person = producer(client)
    made = priced(owner=person)
    chosen = f"course:{made.course.public_id}"
    answer = client.post(reverse("coupon_add"), typed(things=[chosen], most_uses="5"))
    assert answer.status_code == 302
    coupon = Coupon.objects.get()
    assert (coupon.code, coupon.seller, coupon.basis_points, coupon.most_uses) == ("SPRING", person, 2000, 5)
    assert [each.sellable_id for each in coupon.things.all()] == [made.course.public_id]
    page = client.get(reverse("coupon", args=[coupon.pk]))
    assert page.context["form"].initial["things"] == [chosen]
    changed = typed(percent="", amount="5", ends_at="2026-12-31 00:00")
    assert client.post(reverse("coupon", args=[coupon.pk]), changed).status_code == 302
    coupon.refresh_from_db()
    assert (coupon.amount_minor, coupon.currency, coupon.basis_points, coupon.is_active) == (500, "EUR", None, True)
    assert coupon.things.count() == 0
    listed = client.get(reverse("coupons")).content.decode()
    assert "SPRING" in listed
    assert "€5.00" in listed


def test_its_moments_are_on_the_sellers_clock(client, priced):
    person = producer(client)
    person.profile.time_zone = "America/Sao_Paulo"
    person.profile.save(update_fields=["time_zone"])
    answer = client.post(reverse("coupon_add"), typed(ends_at="2026-12-31 21:00"))
    assert answer.status_code == 302
    coupon = Coupon.objects.get()
    assert coupon.starts_at == datetime(2026, 1, 1, 3, tzinfo=UTC)
    assert coupon.ends_at == datetime(2027, 1, 1, tzinfo=UTC)
    page = client.get(reverse("coupon", args=[coupon.pk])).content.decode()
    assert "On the clock of America/Sao Paulo." in page
    assert "2026-12-31 21:00" in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "x"}, "code"), ({"code": "päng"}, "code"), ({"code": "-AB"}, "code"), ({"percent": ""}, "percent"),
        ({"amount": "5"}, "percent"), ({"percent": "101"}, "percent"), ({"percent": "", "amount": "5.005"}, "amount"),
        ({"ends_at": "2025-12-31 00:00"}, "ends_at"), ({"most_uses": "0"}, "most_uses"),
        ({"currency": "XXX", "percent": "", "amount": "5"}, "currency"), ({"currency": "eur"}, "currency"),
        ({"things": ["course:0192e000-0000-7000-8000-000000000001"]}, "things"), ({"code": "taken"}, "code"),
    ],
)  # fmt: skip
def test_what_is_no_coupon_is_told_at_its_field(client, changed, field):
    producer(client)
    other = UserFactory(roles=["producer"])
    write_coupon(None, terms(other, "TAKEN"), actor=other)
    page = client.post(reverse("coupon_add"), typed(**changed))
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert Coupon.objects.count() == 1


def test_its_currency_is_one_of_the_platforms_or_the_one_it_has(client):
    person = producer(client)
    page = client.get(reverse("coupon_add"))
    offered = [code for code, _name in page.context["form"].fields["currency"].choices]
    assert offered == list(CURRENCIES)
    assert '<option value="JPY">JPY – Japanese Yen</option>' in page.content.decode()
    old = write_coupon(None, terms(person, basis_points=None, amount_minor=500, currency="HUF"), actor=person)
    address = reverse("coupon", args=[old.pk])
    assert '<option value="HUF" selected>HUF – Hungarian Forint</option>' in client.get(address).content.decode()
    assert client.post(address, typed(percent="", amount="6", currency="HUF")).status_code == 302
    old.refresh_from_db()
    assert (old.amount_minor, old.currency) == (600, "HUF")


def test_nobody_finds_or_changes_anothers(client, priced):
    person, other = producer(client), UserFactory(roles=["producer"])
    theirs = write_coupon(None, terms(other, "THEIRS"), actor=other)
    assert "THEIRS" not in client.get(reverse("coupons")).content.decode()
    assert "THEIRS" not in client.get(reverse("coupons_results")).content.decode()
    address = reverse("coupon", args=[theirs.pk])
    assert [client.get(address).status_code, client.post(address, typed()).status_code] == [404, 404]
    sent = typed(seller=other.pk, borne_by="platform", things=[f"course:{priced(owner=other).course.public_id}"])
    assert client.post(reverse("coupon_add"), sent).status_code == 200
    for wanted in (terms(other), terms(None), terms(person, borne_by=BorneBy.PLATFORM)):
        with pytest.raises(NotAllowed):
            write_coupon(None, wanted, actor=person)
    with pytest.raises(NotAllowed):
        write_coupon(theirs, terms(person), actor=person)
    assert list(Coupon.objects.values_list("code", "basis_points")) == [("THEIRS", 2000)]


@pytest.mark.parametrize("roles", [["learner"], ["reviewer"], []])
def test_others_are_refused(client, roles):
    client.force_login(UserFactory(roles=roles))
    for address in (reverse("coupons"), reverse("coupon_add"), reverse("coupon", args=[1])):
        assert client.get(address).status_code in {302, 403}
    with pytest.raises(NotAllowed):
        write_coupon(None, terms(None), actor=UserFactory(roles=roles))


def test_administrators_make_any_and_see_all(client, priced):
    administrator, seller = UserFactory(roles=["administrator"]), UserFactory(roles=["producer"])
    client.force_login(administrator)
    write_coupon(None, terms(seller, "THEIRS"), actor=seller)
    sent = typed("HOUSE", borne_by="platform", things=[f"course:{priced().course.public_id}"])
    assert client.post(reverse("coupon_add"), sent).status_code == 302
    house = Coupon.objects.get(code="HOUSE")
    assert (house.seller, house.borne_by, house.made_by) == (None, BorneBy.PLATFORM, administrator)
    assert "THEIRS" in client.get(reverse("coupons")).content.decode()
    with pytest.raises(InvalidInput):
        write_coupon(None, terms(seller, "BOTH", borne_by=BorneBy.PLATFORM), actor=administrator)


def test_fewer_uses_than_there_were_are_refused():
    seller = UserFactory(roles=["producer"])
    made = write_coupon(None, terms(seller, most_uses=5), actor=seller)
    Coupon.objects.update(uses=3)
    with pytest.raises(InvalidInput):
        write_coupon(made, terms(seller, most_uses=2), actor=seller)
    with pytest.raises(InvalidInput):
        write_coupon(made, terms(seller, things=[Thing("course", made.public_id)]), actor=seller)
