"""What is asked of a bundle beside being bought, and what it is called."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser

from commerce.gates import Shown, Thing, sellable, shown_of
from commerce.models import BoughtBundle, Bundle, BundleThing
from commerce.operations.bundle_terms import withdraw_bundle, write_bundle
from commerce.operations.coupon_terms import things_sold_by
from kit.errors import InvalidInput, NotFound
from tests.commerce.bundling import administrator, bundle_of, terms_of
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-D5")]


def test_nothing_is_given_or_taken_of_a_bundle_itself(priced):
    bundle, person, kind = bundle_of(priced(), priced()), UserFactory(), sellable("bundle")
    with pytest.raises(NotFound):
        kind.reserve(bundle.public_id, uuid.uuid4(), person)
    with pytest.raises(NotFound):
        kind.grant(bundle.public_id, person, uuid.uuid4())
    kind.release(bundle.public_id, uuid.uuid4())
    kind.revoke(bundle.public_id, person)
    assert kind.is_held_by(bundle.public_id, person) is False
    assert (kind.progress(bundle.public_id, person), kind.access_log(bundle.public_id, person)) == (0, [])


def test_it_is_found_while_it_is_offered_and_no_coupon_names_it(priced):
    bundle = bundle_of(priced(), priced())
    thing = Thing("bundle", bundle.public_id)
    assert shown_of([thing]) == {thing: Shown(title="Steps and turns", path="/bundles/steps-and-turns")}
    assert thing not in things_sold_by(None)
    withdraw_bundle(bundle, actor=administrator())
    assert shown_of([thing]) == {}
    assert sellable("bundle").show(bundle.public_id, AnonymousUser()) is None


def test_visitors_change_none(priced):
    bundle_of(priced(), priced())
    assert list(Bundle.objects.editable_by(AnonymousUser())) == []


def test_it_has_a_name(priced):
    with pytest.raises(InvalidInput) as refused:
        write_bundle(None, terms_of(priced(), priced(), name=" "), actor=administrator())
    assert refused.value.fields == {"name": ["Give it a name."]}


def test_what_its_rows_are_called():
    bundle, thing = Bundle(name="Steps and turns"), uuid.UUID(int=7)
    assert str(bundle) == str(BoughtBundle(name="Steps and turns")) == "Steps and turns"
    assert str(BundleThing(bundle=bundle, sellable_id=thing)) == f"Steps and turns: {thing}"
