"""Roles are granted by administrators, and everything that follows from them keeps step."""

import pytest
from django.contrib.auth.models import Group

from accounts.enums import RequestState, Role
from accounts.errors import LastAdministrator, RequestDecided, RoleAlreadyHeld, RoleNotHeld
from accounts.models import RoleGrant, RoleRequest, User
from accounts.operations.roles import (
    decline_request,
    end_role,
    give_up_role,
    grant_request,
    grant_role,
    request_role,
    withdraw_request,
)
from kit.errors import InvalidInput, NotAllowed
from notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_several_roles_are_held_together_on_one_account():
    person = UserFactory(roles=[Role.LEARNER, Role.PRODUCER, Role.REVIEWER])
    assert User.objects.get(pk=person.pk).roles == {Role.LEARNER, Role.PRODUCER, Role.REVIEWER}
    assert set(person.groups.values_list("name", flat=True)) == {"Producers", "Reviewers"}
    assert person.profile.producer_slug


def test_the_superuser_flag_follows_the_administrator_role():
    other = UserFactory(roles=[Role.ADMINISTRATOR])
    person = UserFactory(roles=[])
    grant_role(person, Role.ADMINISTRATOR, actor=other)
    assert User.objects.get(pk=person.pk).is_superuser
    end_role(person, Role.ADMINISTRATOR, actor=other)
    assert not User.objects.get(pk=person.pk).is_superuser


def test_only_administrators_grant_roles_that_are_not_for_everybody():
    person, friend = UserFactory(), UserFactory(roles=[Role.REVIEWER])
    for actor in (person, friend):
        with pytest.raises(NotAllowed):
            grant_role(person, Role.PRODUCER, actor=actor)
    assert person.roles == {Role.LEARNER}


def test_granting_twice_is_granting_once():
    administrator, person = UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory()
    first = grant_role(person, Role.PRODUCER, actor=administrator)
    assert grant_role(person, Role.PRODUCER, actor=administrator) == first
    assert RoleGrant.objects.filter(person=person, role=Role.PRODUCER).count() == 1


def test_an_ended_role_leaves_the_group_and_stays_as_history():
    administrator, person = UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory(roles=[Role.PRODUCER])
    assert person.has_perm("wagtailadmin.access_admin")
    end_role(person, Role.PRODUCER, actor=administrator)
    fresh = User.objects.get(pk=person.pk)
    assert not fresh.has_perm("wagtailadmin.access_admin")
    assert RoleGrant.objects.get(person=person, role=Role.PRODUCER).ended_at is not None
    assert fresh.profile.producer_slug, "the address stays the producer's"


def test_a_stranger_ends_nobodys_role():
    person = UserFactory(roles=[Role.PRODUCER])
    with pytest.raises(NotAllowed):
        end_role(person, Role.PRODUCER, actor=UserFactory())
    assert Role.PRODUCER in User.objects.get(pk=person.pk).roles


def test_one_may_give_up_a_role_one_holds():
    person = UserFactory(roles=[Role.PRODUCER])
    give_up_role(person, Role.PRODUCER, actor=person)
    assert User.objects.get(pk=person.pk).roles == frozenset()
    with pytest.raises(RoleNotHeld):
        give_up_role(person, Role.PRODUCER, actor=person)


def test_the_last_administrator_keeps_the_role():
    only = UserFactory(roles=[Role.ADMINISTRATOR])
    UserFactory(roles=[Role.ADMINISTRATOR], is_active=False)
    with pytest.raises(LastAdministrator):
        end_role(only, Role.ADMINISTRATOR, actor=only)
    assert User.objects.get(pk=only.pk).is_superuser


def test_a_request_waits_for_an_administrator_and_tells_them():
    administrator, person = UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory()
    request = request_role(person, Role.PRODUCER, note="I teach tango.", actor=person)
    assert request_role(person, Role.PRODUCER, actor=person) == request
    assert person.roles == {Role.LEARNER}
    asked = Notice.objects.get(person=administrator)
    assert asked.kind == "accounts.role_requested"
    assert asked.url == f"http://localhost:8000/admin/role-requests/edit/{request.pk}/"

    grant_request(request, actor=administrator)
    request.refresh_from_db()
    assert (request.state, request.decided_by) == (RequestState.GRANTED, administrator)
    assert Role.PRODUCER in User.objects.get(pk=person.pk).roles
    told = Notice.objects.get(person=person)
    assert (told.kind, told.url) == ("accounts.role_granted", "http://localhost:8000/admin/")


def test_a_declined_request_says_why_and_is_decided_once():
    administrator, person = UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory()
    request = request_role(person, Role.SELLER, actor=person)
    with pytest.raises(InvalidInput):
        decline_request(request, reason="  ", actor=administrator)
    with pytest.raises(NotAllowed):
        decline_request(request, reason="No.", actor=person)
    decline_request(request, reason="Please tell us more.", actor=administrator)
    with pytest.raises(RequestDecided):
        grant_request(request, actor=administrator)
    assert User.objects.get(pk=person.pk).roles == {Role.LEARNER}
    assert Notice.objects.get(person=person).body == "Please tell us more."


def test_a_request_can_be_taken_back_by_its_author_alone():
    person = UserFactory()
    request = request_role(person, Role.SELLER, actor=person)
    with pytest.raises(NotAllowed):
        withdraw_request(request, actor=UserFactory())
    assert withdraw_request(request, actor=person).state == RequestState.WITHDRAWN
    with pytest.raises(RequestDecided):
        withdraw_request(request, actor=person)


def test_what_cannot_be_asked_for():
    person = UserFactory()
    with pytest.raises(InvalidInput):
        request_role(person, Role.ADMINISTRATOR, actor=person)
    with pytest.raises(NotAllowed):
        request_role(person, Role.SELLER, actor=UserFactory())
    with pytest.raises(RoleAlreadyHeld):
        request_role(person, Role.LEARNER, actor=person)
    assert not RoleRequest.objects.exists()


def test_a_role_for_everybody_is_granted_on_asking():
    person = UserFactory(roles=[])
    assert request_role(person, Role.LEARNER, actor=person).state == RequestState.GRANTED
    assert User.objects.get(pk=person.pk).roles == {Role.LEARNER}


def test_producers_of_one_name_get_addresses_of_their_own():
    slugs = [
        UserFactory(display_name=name, roles=[Role.PRODUCER]).profile.producer_slug
        for name in ("Ana Duarte", "Ana Duarte", "舞")
    ]
    assert slugs == ["ana-duarte", "ana-duarte-2", "producer"]


def test_the_groups_carry_no_page_permissions():
    for name in ("Producers", "Reviewers"):
        group = Group.objects.get(name=name)
        assert not group.page_permissions.exists()
        assert [p.codename for p in group.permissions.all()] == ["access_admin"]
    given = Group.objects.get(name="Producers").collection_permissions.values_list("permission__codename", flat=True)
    assert sorted(given) == [
        "add_document", "add_image", "add_video", "choose_document", "choose_image", "choose_video",
    ]  # fmt: skip
