"""Signing in, refreshing, signing out."""

from datetime import timedelta

import pytest

from accounts.access import signed_in_device
from accounts.enums import Door, EndReason, Role
from accounts.errors import AccountSuspended, AdminNotOpen, EmailNotVerified, SessionEnded, WrongCredentials
from accounts.models import RefreshToken, TokenFamily
from accounts.operations import sign_in as operation
from accounts.operations.devices import end_device, end_devices
from accounts.operations.people import suspend_person
from accounts.operations.roles import end_role, grant_role
from accounts.operations.sign_in import check_admin_sign_in, forget_ended_devices, refresh_tokens, sign_in, sign_out
from kit import clock
from kit.errors import NotAllowed
from tests.accounts.test_sign_up import ask
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-A2", "req-A5")]


def test_a_person_signs_in_whatever_the_case_of_the_address(here):
    person = UserFactory(email="ana@example.org", roles=[Role.LEARNER, Role.PRODUCER])
    tokens = sign_in("ANA@Example.ORG", PASSWORD, visitor=here)
    device = signed_in_device(tokens.access_token)
    assert device.person == person
    assert (device.user_agent, device.address, device.door) == (here.user_agent, here.address, Door.API)
    assert tokens.access_expires_at - clock.now() <= timedelta(minutes=15)
    assert tokens.refresh_expires_at - clock.now() <= timedelta(days=7)
    person.refresh_from_db()
    assert person.last_login is not None


def test_the_token_is_checked_in_one_query_with_person_and_roles(here, django_assert_num_queries):
    UserFactory(email="ana@example.org", roles=[Role.LEARNER, Role.PRODUCER])
    tokens = sign_in("ana@example.org", PASSWORD, visitor=here)
    with django_assert_num_queries(1):
        person = signed_in_device(tokens.access_token).person
        assert person.roles == {Role.LEARNER, Role.PRODUCER}
        assert person.display_name


@pytest.mark.parametrize(("email", "password"), [("ana@example.org", "wrong one"), ("nobody@example.org", PASSWORD)])
def test_wrong_is_wrong_without_saying_what(email, password, here):
    UserFactory(email="ana@example.org")
    with pytest.raises(WrongCredentials):
        sign_in(email, password, visitor=here)
    assert not TokenFamily.objects.exists()


def test_an_account_without_a_password_opens_to_none(here):
    person = UserFactory(email="ana@example.org")
    person.set_unusable_password()
    person.save(update_fields=["password"])
    with pytest.raises(WrongCredentials):
        sign_in("ana@example.org", "", visitor=here)


def test_only_the_right_password_learns_of_a_suspension(here):
    UserFactory(email="ana@example.org", is_active=False)
    with pytest.raises(AccountSuspended):
        sign_in("ana@example.org", PASSWORD, visitor=here)
    with pytest.raises(WrongCredentials):
        sign_in("ana@example.org", "another one", visitor=here)


def test_only_the_right_password_learns_that_the_letter_waits(here):
    ask(email="new@example.org")
    with pytest.raises(EmailNotVerified):
        sign_in("New@example.org", PASSWORD, visitor=here)
    with pytest.raises(WrongCredentials):
        sign_in("new@example.org", "another one", visitor=here)


def test_a_suspension_during_sign_in_wins(here, monkeypatch):
    person = UserFactory(email="ana@example.org")
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    checked = operation.check_credentials

    def check_then_suspend(*args, **kwargs):
        found = checked(*args, **kwargs)
        suspend_person(person, reason="Spam.", actor=administrator)
        return found

    monkeypatch.setattr(operation, "check_credentials", check_then_suspend)
    with pytest.raises(WrongCredentials):
        sign_in("ana@example.org", PASSWORD, visitor=here)
    assert not TokenFamily.objects.exists()


def test_refreshing_gives_the_next_pair_and_keeps_the_device(here):
    UserFactory(email="ana@example.org")
    first = sign_in("ana@example.org", PASSWORD, remember=True, visitor=here)
    second = refresh_tokens(first.refresh_token, visitor=here)
    assert second.refresh_token != first.refresh_token
    assert signed_in_device(second.access_token) == signed_in_device(first.access_token)
    assert second.remember
    stored = RefreshToken.objects.values_list("token_hash", flat=True)
    assert not {first.refresh_token, second.refresh_token} & set(stored)


@pytest.mark.covers("fault-J5")
def test_within_ten_seconds_a_token_gives_the_same_child(here, time_machine):
    UserFactory(email="ana@example.org")
    start = clock.now()
    time_machine.move_to(start, tick=False)
    first = sign_in("ana@example.org", PASSWORD, visitor=here)
    child = refresh_tokens(first.refresh_token, visitor=here).refresh_token
    time_machine.move_to(start + timedelta(seconds=10), tick=False)
    assert refresh_tokens(first.refresh_token, visitor=here).refresh_token == child
    assert RefreshToken.objects.filter(used_at=None).count() == 1


@pytest.mark.covers("fault-J5")
def test_a_used_token_that_comes_later_ends_the_whole_family(here, time_machine, caplog):
    UserFactory(email="ana@example.org")
    start = clock.now()
    time_machine.move_to(start, tick=False)
    first = sign_in("ana@example.org", PASSWORD, visitor=here)
    second = refresh_tokens(first.refresh_token, visitor=here)
    time_machine.move_to(start + timedelta(seconds=11), tick=False)
    with pytest.raises(SessionEnded):
        refresh_tokens(first.refresh_token, visitor=here)
    device = TokenFamily.objects.get()
    assert device.end_reason == EndReason.TOKEN_REUSED
    assert any("refresh_token_reused" in message for message in caplog.messages)
    for token in (first.refresh_token, second.refresh_token):
        with pytest.raises(SessionEnded):
            refresh_tokens(token, visitor=here)
    with pytest.raises(SessionEnded):
        signed_in_device(second.access_token)


@pytest.mark.parametrize("days", [7, 8])
def test_a_refresh_token_lives_seven_days(here, time_machine, days):
    UserFactory(email="ana@example.org")
    tokens = sign_in("ana@example.org", PASSWORD, remember=True, visitor=here)
    time_machine.move_to(clock.now() + timedelta(days=days))
    with pytest.raises(SessionEnded):
        refresh_tokens(tokens.refresh_token, visitor=here)


@pytest.mark.parametrize(("remember", "days"), [(False, 6), (True, 89)])
def test_a_device_that_is_remembered_stays_longer(here, time_machine, remember, days):
    UserFactory(email="ana@example.org")
    start = clock.now()
    time_machine.move_to(start, tick=False)
    tokens = sign_in("ana@example.org", PASSWORD, remember=remember, visitor=here)
    for day in range(1, days + 1):
        time_machine.move_to(start + timedelta(days=day), tick=False)
        tokens = refresh_tokens(tokens.refresh_token, visitor=here)
    time_machine.move_to(start + timedelta(days=days + 1), tick=False)
    with pytest.raises(SessionEnded):
        refresh_tokens(tokens.refresh_token, visitor=here)


@pytest.mark.parametrize("token", ["", "x", "☂", "a" * 10_000])
def test_a_refresh_token_that_is_not_ours(here, token):
    with pytest.raises(SessionEnded):
        refresh_tokens(token, visitor=here)


def test_an_access_token_is_no_refresh_token_and_the_reverse(here):
    UserFactory(email="ana@example.org")
    tokens = sign_in("ana@example.org", PASSWORD, visitor=here)
    with pytest.raises(SessionEnded):
        refresh_tokens(tokens.access_token, visitor=here)
    with pytest.raises(SessionEnded):
        signed_in_device(tokens.refresh_token)


@pytest.mark.covers("fault-J6")
def test_signing_out_here_leaves_the_other_device(here):
    person = UserFactory(email="ana@example.org")
    one, other = (sign_in("ana@example.org", PASSWORD, visitor=here) for _ in range(2))
    sign_out(one.device, actor=person)
    sign_out(one.device, actor=person)
    with pytest.raises(SessionEnded):
        signed_in_device(one.access_token)
    with pytest.raises(SessionEnded):
        refresh_tokens(one.refresh_token, visitor=here)
    assert signed_in_device(other.access_token).person == person


@pytest.mark.covers("fault-J6")
def test_signing_out_everywhere_ends_all(here):
    person = UserFactory(email="ana@example.org")
    both = [sign_in("ana@example.org", PASSWORD, visitor=here) for _ in range(2)]
    assert end_devices(person, reason=EndReason.SIGNED_OUT_EVERYWHERE, actor=person) == 2
    assert end_devices(person, reason=EndReason.SIGNED_OUT_EVERYWHERE, actor=person) == 0
    for tokens in both:
        with pytest.raises(SessionEnded):
            signed_in_device(tokens.access_token)


def test_nobody_ends_another_persons_devices(here):
    person, stranger = UserFactory(email="ana@example.org"), UserFactory()
    tokens = sign_in("ana@example.org", PASSWORD, visitor=here)
    with pytest.raises(NotAllowed):
        end_device(tokens.device, reason=EndReason.ENDED_BY_PERSON, actor=stranger)
    with pytest.raises(NotAllowed):
        end_devices(person, reason=EndReason.ENDED_BY_PERSON, actor=stranger)
    assert signed_in_device(tokens.access_token)


@pytest.mark.covers("fault-J6")
def test_a_role_taken_away_is_gone_from_the_next_request(here):
    person = UserFactory(email="ana@example.org")
    tokens = sign_in("ana@example.org", PASSWORD, visitor=here)
    grant_role(person, Role.PRODUCER, actor=None)
    assert signed_in_device(tokens.access_token).person.roles == {Role.LEARNER, Role.PRODUCER}
    end_role(person, Role.PRODUCER, actor=None)
    assert signed_in_device(tokens.access_token).person.roles == {Role.LEARNER}


def test_a_family_whose_person_was_closed_by_other_means_does_not_refresh(here):
    person = UserFactory(email="ana@example.org")
    tokens = sign_in("ana@example.org", PASSWORD, visitor=here)
    person.is_active = False
    person.save(update_fields=["is_active"])
    with pytest.raises(SessionEnded):
        refresh_tokens(tokens.refresh_token, visitor=here)
    with pytest.raises(SessionEnded):
        signed_in_device(tokens.access_token)


def test_the_editor_opens_only_to_those_with_a_part_in_it(here):
    producer = UserFactory(roles=[Role.PRODUCER])
    assert check_admin_sign_in(producer.email, PASSWORD, visitor=here) == producer
    with pytest.raises(AdminNotOpen):
        check_admin_sign_in(UserFactory().email, PASSWORD, visitor=here)


def test_devices_that_ended_long_ago_are_forgotten(here, time_machine):
    person = UserFactory(email="ana@example.org")
    sign_in("ana@example.org", PASSWORD, visitor=here)
    end_devices(person, reason=EndReason.SIGNED_OUT, actor=person)
    assert forget_ended_devices() == 0
    time_machine.move_to(clock.now() + timedelta(days=91))
    assert forget_ended_devices() == 2
