"""Moving an account to another address."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.access import signed_in_device
from accounts.enums import Role
from accounts.errors import LinkNotUsable, SessionEnded, WrongCredentials
from accounts.models import User
from accounts.operations.emails import (
    confirm_email_change,
    request_email_change,
    send_email_change_letters,
    send_email_changed_letter,
)
from accounts.operations.passwords import change_password, request_password_reset, reset_password
from accounts.operations.people import restore_person, suspend_person
from accounts.operations.sign_in import sign_in
from kit import clock
from kit.errors import InvalidInput
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "a new sparrow every day"


@pytest.fixture
def person():
    return UserFactory(email="old@example.org")


def ask(person, here, new="New@example.org", password=PASSWORD):
    request_email_change(person, new_email=new, password=password, actor=person, visitor=here)


def test_confirmed_at_the_new_address_and_told_at_the_old(person, here, letters, key_of, signed_in_token):
    token = signed_in_token(person)
    ask(person, here)
    to_new, to_old = letters()
    assert (to_new.to, to_old.to) == (["new@example.org"], ["old@example.org"])
    assert User.objects.get().email == "old@example.org"

    confirm_email_change(key_of(to_new), visitor=here)
    assert User.objects.get().email == "new@example.org"
    rows = list(EmailAddress.objects.values_list("email", "verified", "primary"))
    assert rows == [("new@example.org", True, True)]
    assert [letter.to for letter in letters()] == [["old@example.org"]]
    with pytest.raises(SessionEnded):
        signed_in_device(token)
    assert sign_in("new@example.org", PASSWORD, visitor=here)
    with pytest.raises(WrongCredentials):
        sign_in("old@example.org", PASSWORD, visitor=here)


@pytest.mark.covers("fault-S7")
def test_the_link_works_once_and_for_an_hour(person, here, letters, key_of, time_machine):
    ask(person, here)
    first = key_of(letters()[0])
    time_machine.move_to(clock.now() + timedelta(minutes=61))
    with pytest.raises(LinkNotUsable):
        confirm_email_change(first, visitor=here)
    ask(person, here, "second@example.org")
    second = key_of(letters()[0])
    with pytest.raises(LinkNotUsable):
        confirm_email_change(first, visitor=here)
    confirm_email_change(second, visitor=here)
    for used in (second, "", "x" * 64):
        with pytest.raises(LinkNotUsable):
            confirm_email_change(used, visitor=here)
    assert User.objects.get().email == "second@example.org"


@pytest.mark.covers("fault-J8")
def test_a_new_password_calls_the_move_off(person, here, letters, key_of):
    ask(person, here)
    key = key_of(letters()[0])
    change_password(person, current=PASSWORD, new=NEW_PASSWORD, keep=None, actor=person, visitor=here)
    with pytest.raises(LinkNotUsable):
        confirm_email_change(key, visitor=here)

    ask(person, here, password=NEW_PASSWORD)
    key = next(key_of(letter) for letter in letters() if letter.to == ["new@example.org"])
    request_password_reset(person.email, visitor=here)
    reset_password(key_of(letters()[0]), PASSWORD, visitor=here)
    with pytest.raises(LinkNotUsable):
        confirm_email_change(key, visitor=here)
    assert User.objects.get().email == "old@example.org"


@pytest.mark.covers("fault-S8")
def test_a_taken_address_is_told_only_there(person, here, letters):
    UserFactory(email="new@example.org")
    ask(person, here)
    to_new, to_old = letters()
    assert (to_new.to, to_new.subject) == (["new@example.org"], "This address is in use already")
    assert "key=" not in to_new.body
    assert to_old.to == ["old@example.org"]


def test_an_address_taken_meanwhile_stays_with_its_owner(person, here, letters, key_of):
    ask(person, here)
    key = key_of(letters()[0])
    other = UserFactory(email="new@example.org")
    with pytest.raises(LinkNotUsable):
        confirm_email_change(key, visitor=here)
    assert User.objects.get(pk=person.pk).email == "old@example.org"
    assert User.objects.get(pk=other.pk).email == "new@example.org"


def test_a_suspended_person_moves_nowhere(person, here, letters, key_of):
    ask(person, here)
    key = key_of(letters()[0])
    User.objects.update(is_active=False)
    with pytest.raises(LinkNotUsable):
        confirm_email_change(key, visitor=here)


def test_suspending_calls_the_move_off_for_good(person, here, letters, key_of):
    ask(person, here)
    key = key_of(letters()[0])
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    suspend_person(person, reason="Look into it", actor=administrator)
    restore_person(person, reason="Looked into it", actor=administrator)
    with pytest.raises(LinkNotUsable):
        confirm_email_change(key, visitor=here)
    assert User.objects.get(pk=person.pk).email == "old@example.org"


@pytest.mark.parametrize(
    ("new", "password", "field"),
    [
        ("no address", PASSWORD, "new_email"),
        ("OLD@example.org", PASSWORD, "new_email"),
        ("new@example.org", "guess", "password"),
        ("a@example.org\r\nBcc: x@example.org", PASSWORD, "new_email"),
    ],
)
@pytest.mark.covers("fault-J8")
def test_what_is_refused(person, here, new, password, field):
    with pytest.raises(InvalidInput) as refusal:
        ask(person, here, new, password)
    assert list(refusal.value.fields) == [field]
    assert EmailAddress.objects.count() == 1


def test_jobs_about_what_is_gone_do_nothing(letters):
    send_email_change_letters(0)
    send_email_changed_letter(0, "old@example.org")
    assert letters() == []
