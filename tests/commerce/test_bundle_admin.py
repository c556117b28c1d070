"""Bundles in the editor: sellers propose of what they sell, administrators confirm what they have seen."""

import pytest
from django.urls import reverse

from commerce.enums import BundleState
from commerce.errors import BundleChanged
from commerce.models import Bundle, SellingSettings
from commerce.operations.bundle_terms import MOST_THINGS, confirm_bundle, withdraw_bundle, write_bundle
from commerce.operations.bundles import things_of
from kit.errors import InvalidInput, NotAllowed
from kit.models import Revalidation
from tests.commerce.bundling import administrator, terms_of, thing_of
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]


def producer(client=None):
    person = UserFactory(roles=["producer"])
    if client is not None:
        client.force_login(person)
    return person


def typed(*made, **fields):
    courses = {f"course_{place}": f"course:{each.course.public_id}" for place, each in enumerate(made, start=1)}
    return {"name": "Steps and turns", "slug": "steps-and-turns", "percent": "20"} | courses | fields


def test_a_seller_proposes_one_and_an_administrator_confirms_it(client, priced):
    person = producer(client)
    made = [priced(2000, owner=person, title="Turns"), priced(3000, owner=person, title="Steps")]
    assert client.post(reverse("bundle_add"), typed(*made)).status_code == 302
    bundle = Bundle.objects.get()
    assert (bundle.seller, bundle.basis_points, bundle.state, bundle.version) == (person, 2000, "proposed", 1)
    assert things_of(bundle) == [thing_of(each) for each in made]
    address = reverse("bundle", args=[bundle.pk])
    page = client.get(address)
    assert page.context["form"].initial["course_2"] == f"course:{made[1].course.public_id}"
    assert "decide" in page.content.decode()
    client.post(address, {"decide": "confirm", "version": "1"})
    bundle.refresh_from_db()
    assert bundle.state == BundleState.PROPOSED
    client.force_login(administrator())
    assert "bundle to confirm" in client.get("/admin/").content.decode()
    assert "Waits to be confirmed" in client.get(reverse("bundles")).content.decode()
    assert "Confirm it as it is" in client.get(address).content.decode()
    for version in ("2", "", "-1", "9" * 5_000):
        client.post(address, {"decide": "confirm", "version": version})
    bundle.refresh_from_db()
    assert bundle.state == BundleState.PROPOSED
    client.post(address, {"decide": "confirm", "version": "1"})
    bundle.refresh_from_db()
    assert bundle.state == BundleState.OFFERED
    assert "bundle to confirm" not in client.get("/admin/").content.decode()
    assert Revalidation.objects.filter(expire=["bundles"]).count() == 2


def test_a_change_of_the_sellers_waits_again_and_withdrawing_does_not(client, priced):
    person = producer(client)
    made = [priced(2000, owner=person), priced(3000, owner=person, title="Turns")]
    bundle = write_bundle(None, terms_of(*made, seller=person), actor=person)
    confirm_bundle(bundle, version=1, actor=administrator())
    address = reverse("bundle", args=[bundle.pk])
    assert client.post(address, typed(made[1], made[0], percent="12.5")).status_code == 302
    bundle = Bundle.objects.get()
    assert (bundle.state, bundle.version, bundle.basis_points) == (BundleState.PROPOSED, 2, 1250)
    assert things_of(bundle) == [thing_of(made[1]), thing_of(made[0])]
    with pytest.raises(BundleChanged):
        confirm_bundle(bundle, version=1, actor=administrator())
    confirm_bundle(bundle, version=2, actor=administrator())
    assert client.get(address).context["refusal"] == ""
    made[1].course.is_paused = True
    made[1].course.save(update_fields=["is_paused"])
    assert "Turns" in client.get(address).context["refusal"]
    assert "Turns" in client.get(reverse("bundles")).content.decode()
    client.post(address, {"decide": "withdraw"})
    assert Bundle.objects.get().state == BundleState.WITHDRAWN
    assert withdraw_bundle(bundle, actor=person).state == BundleState.WITHDRAWN


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"name": " "}, "name"), ({"slug": "Große"}, "slug"), ({"slug": "a--b"}, "slug"), ({"slug": "taken"}, "slug"),
        ({"percent": "0"}, "percent"), ({"percent": "71"}, "percent"), ({"percent": "20.005"}, "percent"),
        ({"course_2": ""}, "course_2"), ({"course_1": "course:0192e000-0000-7000-8000-000000000001"}, "course_1"),
    ],
)  # fmt: skip
def test_what_is_no_bundle_is_told_at_its_field(client, priced, changed, field):
    person, other = producer(client), producer()
    write_bundle(None, terms_of(priced(owner=other), priced(owner=other), seller=other, slug="taken"), actor=other)
    page = client.post(reverse("bundle_add"), typed(priced(owner=person), priced(owner=person), **changed))
    assert page.status_code == 200
    assert field in page.context["form"].errors
    assert Bundle.objects.count() == 1


def test_a_course_twice_or_too_many_are_refused(client, priced):
    person = producer(client)
    made = [priced(owner=person) for _each in range(MOST_THINGS + 1)]
    page = client.post(reverse("bundle_add"), typed(made[0], made[0]))
    assert "Each course once." in page.content.decode()
    for wrong in ([made[0]], made):
        with pytest.raises(InvalidInput):
            write_bundle(None, terms_of(*wrong, seller=person), actor=person)
    assert Bundle.objects.count() == 0


def test_nobody_finds_or_changes_anothers_nor_sells_their_courses(client, priced):
    person, other = producer(client), producer()
    theirs = [priced(owner=other, title="Their turns"), priced(owner=other)]
    own = priced(owner=person)
    bundle = write_bundle(None, terms_of(*theirs, seller=other), actor=other)
    assert "Steps and turns" not in client.get(reverse("bundles")).content.decode()
    assert "Their turns" not in client.get(reverse("bundle_add")).content.decode()
    address = reverse("bundle", args=[bundle.pk])
    answers = [client.get(address), client.post(address, typed(own, own)), client.post(address, {"decide": "withdraw"})]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert client.post(reverse("bundle_add"), typed(own, theirs[0], slug="mixed")).status_code == 200
    for wanted in (terms_of(*theirs, seller=other), terms_of(*theirs, seller=None)):
        with pytest.raises(NotAllowed):
            write_bundle(None, wanted, actor=person)
    with pytest.raises(InvalidInput):
        write_bundle(None, terms_of(own, theirs[0], seller=person, slug="mixed"), actor=person)
    for refused in (
        lambda: write_bundle(bundle, terms_of(own, own, seller=person), actor=person),
        lambda: withdraw_bundle(bundle, actor=person),
        lambda: confirm_bundle(bundle, version=1, actor=person),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert list(Bundle.objects.values_list("state", "version", "seller")) == [("proposed", 1, other.pk)]


@pytest.mark.parametrize("roles", [["learner"], ["reviewer"], []])
def test_others_are_refused(client, roles):
    client.force_login(UserFactory(roles=roles))
    for address in (reverse("bundles"), reverse("bundle_add"), reverse("bundle", args=[1])):
        assert client.get(address).status_code in {302, 403}
    with pytest.raises(NotAllowed):
        write_bundle(None, terms_of(), actor=UserFactory(roles=roles))


def test_administrators_bundle_what_several_sell_and_may_go_further(client, priced):
    SellingSettings.objects.create(sale_percent=30)
    client.force_login(administrator())
    first, second = priced(owner=producer()), priced(owner=producer())
    assert client.post(reverse("bundle_add"), typed(first, second, percent="50")).status_code == 302
    bundle = Bundle.objects.get()
    assert (bundle.seller, bundle.state, bundle.basis_points) == (None, BundleState.OFFERED, 5000)
    with pytest.raises(InvalidInput):
        write_bundle(bundle, terms_of(first, second, seller=first.owner), actor=administrator())
    seller, third = first.owner, priced(owner=first.owner)
    with pytest.raises(InvalidInput):
        write_bundle(None, terms_of(first, third, seller=seller, percent=31, slug="x"), actor=seller)
    assert write_bundle(None, terms_of(first, third, seller=seller, percent=30, slug="x"), actor=seller).pk
