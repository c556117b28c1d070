"""Kinds of things are registered once, and who sees what of money in the editor."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from commerce import gates
from commerce.gates import in_plans, register_in_plans, register_sellable, sellable
from commerce.models import Coupon, Gift, Order
from commerce.policy import AdministratorsLook, OwnCoupons
from kit import clock
from kit.errors import NotFound
from tests.factories.accounts import UserFactory


def test_a_kind_is_registered_once(monkeypatch):
    monkeypatch.setattr(gates, "_kinds", {})
    monkeypatch.setattr(gates, "_in_plans", {})
    monkeypatch.setattr(gates, "_ordered", set())
    for register, known in ((register_sellable, sellable), (register_in_plans, in_plans)):
        with pytest.raises(NotFound):
            known("workshop")
        first = SimpleNamespace()
        register("workshop", first)
        register("workshop", first)
        assert known("workshop") is first
        with pytest.raises(ValueError, match="the kind workshop is registered twice"):
            register("workshop", SimpleNamespace())
        assert known("workshop") is first


def test_a_paid_period_of_a_plan_is_nothing_that_people_order():
    period, name, person = sellable("plan"), uuid4(), AnonymousUser()
    assert "plan" not in gates.kinds()
    with pytest.raises(NotFound):
        period.quote(name, person)
    with pytest.raises(NotFound):
        period.reserve(name, uuid4(), person)
    assert (period.show(name, person), period.is_held_by(name, person), period.progress(name, person)) == (
        None, False, 100,
    )  # fmt: skip
    assert (period.access_log(name, person), period.sold_by(None)) == ([], {})
    assert period.shown([name])[name].path == "/account/plan"


@pytest.mark.django_db
def test_administrators_look_at_orders_and_nobody_writes_them(ordered):
    order, policy = ordered(), AdministratorsLook(Order)
    administrator = UserFactory(roles=["administrator"])
    for person, may in ((administrator, True), (order.buyer, False), (AnonymousUser(), False)):
        assert policy.user_has_permission(person, "view") is may
        assert policy.user_has_permission_for_instance(person, "view", order) is may
        assert list(policy.instances_user_has_any_permission_for(person, ["change", "view"])) == [order] * may
        assert not policy.user_has_permission(person, "change")
        assert not policy.instances_user_has_any_permission_for(person, ["change"]).exists()


@pytest.mark.django_db
def test_people_find_their_own_coupons():
    seller, other, administrator = UserFactory(), UserFactory(), UserFactory(roles=["administrator"])
    own = Coupon.objects.create(code="OWN", basis_points=1000, seller=seller, made_by=seller, starts_at=clock.now())
    theirs = Coupon.objects.create(code="THEIRS", basis_points=1000, seller=other, made_by=other, starts_at=clock.now())
    gone, policy = UserFactory(is_active=False), OwnCoupons(Coupon)
    for person, found in ((seller, {own}), (administrator, {own, theirs}), (gone, set()), (AnonymousUser(), set())):
        assert set(policy.instances_user_has_any_permission_for(person, ["change"])) == found
        assert policy.user_has_permission_for_instance(person, "change", own) is (own in found)


@pytest.mark.django_db
def test_gifts_are_read_by_who_gives_them(ordered):
    order = ordered()
    gift = Gift.objects.create(line=order.lines.get(), recipient_name="Ana", recipient_email="ana@example.org")
    assert list(Gift.objects.readable_by(order.buyer)) == [gift]
    for other in (UserFactory(), AnonymousUser()):
        assert not Gift.objects.readable_by(other).exists()
