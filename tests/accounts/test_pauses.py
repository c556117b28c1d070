"""A role for the public is paused and resumed; nothing is taken from anybody by it."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.errors import RoleCannotPause, RoleNotHeld
from accounts.models import Profile, RoleGrant, User
from accounts.operations.pauses import choose_context, context_of, pause_role, resume_role
from accounts.operations.roles import end_role, grant_role
from kit.errors import NotAllowed
from notices.models import Notice
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-A7")]


@pytest.fixture
def producer():
    return UserFactory(roles=[Role.LEARNER, Role.PRODUCER])


def producers():
    return set(Profile.objects.of_producers().values_list("person", flat=True))


def actions_of(person):
    entries = ModelLogEntry.objects.filter(object_id=str(person.pk), action__contains="_role")
    return list(entries.order_by("pk").values_list("action", flat=True))


def test_a_paused_producer_is_not_shown_and_keeps_everything(producer):
    before = User.objects.get(pk=producer.pk)
    grant = pause_role(producer, Role.PRODUCER, actor=producer)
    after = User.objects.get(pk=producer.pk)
    assert grant.paused_at is not None
    assert producers() == set()
    assert after.roles == before.roles
    assert after.has_perm("wagtailadmin.access_admin")
    assert after.profile.producer_slug == before.profile.producer_slug

    resume_role(producer, Role.PRODUCER, actor=producer)
    assert producers() == {producer.pk}
    assert actions_of(producer)[-2:] == ["accounts.pause_role", "accounts.resume_role"]


def test_pausing_twice_is_pausing_once(producer):
    first = pause_role(producer, Role.PRODUCER, actor=producer).paused_at
    assert pause_role(producer, Role.PRODUCER, actor=producer).paused_at == first
    assert actions_of(producer).count("accounts.pause_role") == 1
    resume_role(producer, Role.PRODUCER, actor=producer)
    assert resume_role(producer, Role.PRODUCER, actor=producer).paused_at is None
    assert actions_of(producer).count("accounts.resume_role") == 1


@pytest.mark.parametrize("role", [Role.LEARNER, Role.REVIEWER, Role.ADMINISTRATOR])
def test_only_roles_for_the_public_are_paused(role):
    person = UserFactory(roles=[role])
    with pytest.raises(RoleCannotPause):
        pause_role(person, role, actor=person)
    with pytest.raises(IntegrityError, match="only_roles_for_the_public_are_paused"), transaction.atomic():
        RoleGrant.objects.filter(person=person).update(paused_at=person.date_joined)
    assert RoleGrant.objects.get(person=person).paused_at is None


@pytest.mark.parametrize("role", [Role.PROFESSIONAL, Role.SELLER])
def test_a_role_that_is_not_held_is_not_paused(producer, role):
    with pytest.raises(RoleNotHeld):
        pause_role(producer, role, actor=producer)
    grant_role(producer, role, actor=None)
    assert pause_role(producer, role, actor=producer).paused_at
    assert producers() == {producer.pk}, "roles pause one by one"


def test_a_stranger_pauses_nobody(producer):
    for stranger in (UserFactory(), UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER])):
        with pytest.raises(NotAllowed):
            pause_role(producer, Role.PRODUCER, actor=stranger)
    assert RoleGrant.objects.get(person=producer, role=Role.PRODUCER).paused_at is None


def test_an_administrator_pauses_and_the_person_is_told(producer):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    pause_role(producer, Role.PRODUCER, actor=administrator)
    resume_role(producer, Role.PRODUCER, actor=producer)
    assert [notice.kind for notice in Notice.objects.of(producer)] == ["accounts.role_paused"]


def test_a_role_granted_anew_is_not_paused(producer):
    pause_role(producer, Role.PRODUCER, actor=producer)
    end_role(producer, Role.PRODUCER, actor=producer)
    assert grant_role(producer, Role.PRODUCER, actor=None).paused_at is None
    assert producers() == {producer.pk}


def test_the_desk_is_remembered_while_its_role_is_held(producer):
    assert context_of(producer, producer.profile) == Role.LEARNER
    profile = choose_context(producer, Role.PRODUCER, actor=producer)
    assert context_of(producer, profile) == Role.PRODUCER
    with pytest.raises(RoleNotHeld):
        choose_context(producer, Role.REVIEWER, actor=producer)
    with pytest.raises(NotAllowed):
        choose_context(producer, Role.LEARNER, actor=UserFactory())
    fresh = Profile.objects.get(person=producer)
    assert fresh.context == Role.PRODUCER
    end_role(producer, Role.PRODUCER, actor=producer)
    assert context_of(producer, fresh) == Role.LEARNER
    end_role(producer, Role.LEARNER, actor=producer)
    assert context_of(producer, fresh) is None
