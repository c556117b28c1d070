"""Passwords: how they are kept, changed, and set anew."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password, make_password

from accounts.access import signed_in_device
from accounts.enums import Door
from accounts.errors import LinkNotUsable, SessionEnded
from accounts.models import User
from accounts.operations.devices import begin_device
from accounts.operations.passwords import (
    change_password,
    request_password_reset,
    reset_password,
    send_password_changed_letter,
    send_reset_letter,
)
from accounts.operations.sign_in import sign_in
from kit import clock
from kit.errors import InvalidInput
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-A3", "req-A4")]

NEW = "an owl upon the second balcony"


@pytest.fixture
def person():
    return UserFactory(email="ana@example.org")


@pytest.fixture
def key(person, here, letters, key_of):
    request_password_reset("ANA@example.org", visitor=here)
    return key_of(letters()[0])


@pytest.mark.covers("fault-S5")
def test_argon2id_with_the_work_asked_for(settings):
    settings.PASSWORD_HASHERS = ["kit.password_hashers.Argon2idHasher"]
    stored = make_password(PASSWORD)
    assert stored.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(PASSWORD, stored)
    # Some schemes stop reading at 72 bytes.
    long = "é" * 64
    assert not check_password(long[:-1] + "x", make_password(long))


@pytest.mark.covers("fault-S7")
def test_a_reset_link_works_once_and_signs_all_devices_out(person, here, key, letters):
    tokens = sign_in("ana@example.org", PASSWORD, visitor=here)
    with pytest.raises(LinkNotUsable):
        reset_password(key, NEW, visitor=here)  # a sign-in since then makes the link void
    assert signed_in_device(tokens.access_token)


@pytest.mark.covers("fault-S7", "fault-J6")
def test_a_reset_ends_what_was_signed_in(person, here, key, letters, signed_in_token):
    token = signed_in_token(person)
    reset_password(key, NEW, visitor=here)
    assert User.objects.get().check_password(NEW)
    with pytest.raises(SessionEnded):
        signed_in_device(token)
    with pytest.raises(LinkNotUsable):
        reset_password(key, "a heron under the bridge", visitor=here)
    assert User.objects.get().check_password(NEW)
    assert [letter.subject for letter in letters()] == ["Your password was changed"]


@pytest.mark.covers("fault-S7")
def test_a_reset_link_lives_an_hour(key, here, time_machine):
    time_machine.move_to(clock.now() + timedelta(minutes=61))
    with pytest.raises(LinkNotUsable):
        reset_password(key, NEW, visitor=here)


@pytest.mark.covers("fault-S7")
def test_a_changed_password_makes_older_links_void(person, key, here):
    change_password(person, current=PASSWORD, new=NEW, keep=None, actor=person, visitor=here)
    with pytest.raises(LinkNotUsable):
        reset_password(key, "a heron under the bridge", visitor=here)
    assert User.objects.get().check_password(NEW)


@pytest.mark.covers("fault-S7")
def test_a_link_opens_its_own_account_only(key, here):
    other = UserFactory()
    forged = f"{other.public_id.hex}-{key.partition('-')[2]}"
    for bad in (forged, "", "x", "-", key[:-1], key + "x", "0" * 32 + "-" + key.partition("-")[2]):
        with pytest.raises(LinkNotUsable):
            reset_password(bad, NEW, visitor=here)
    assert User.objects.get(pk=other.pk).check_password(PASSWORD)


def test_a_weak_new_password_leaves_link_and_account_as_they_are(person, key, here):
    with pytest.raises(InvalidInput):
        reset_password(key, "password", visitor=here)
    assert User.objects.get().check_password(PASSWORD)
    reset_password(key, NEW, visitor=here)


@pytest.mark.covers("fault-S7")
def test_links_ignore_the_host_that_asked(person, letters, client):
    client.post(
        "/api/v1/auth/password-reset",
        {"email": "ana@example.org"},
        content_type="application/json",
        headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"},
    )
    [letter] = letters()
    assert "http://localhost:3000/reset-password?key=" in letter.body
    assert "evil" not in letter.body + letter.alternatives[0][0]


def test_a_suspended_person_gets_no_letter_and_uses_none(person, key, here, letters):
    User.objects.update(is_active=False)
    request_password_reset("ana@example.org", visitor=here)
    assert letters() == []
    with pytest.raises(LinkNotUsable):
        reset_password(key, NEW, visitor=here)


def test_jobs_about_somebody_gone_do_nothing(letters):
    send_reset_letter(0)
    send_password_changed_letter(0)
    assert letters() == []


@pytest.mark.covers("fault-J6")
def test_changing_keeps_this_device_and_ends_the_others(person, here, signed_in_token):
    other = signed_in_token(person)
    keep = begin_device(person, door=Door.API, visitor=here, remember=False)
    change_password(person, current=PASSWORD, new=NEW, keep=keep, actor=person, visitor=here)
    keep.refresh_from_db()
    assert keep.ended_at is None
    with pytest.raises(SessionEnded):
        signed_in_device(other)
    assert person.check_password(NEW)


@pytest.mark.covers("fault-J8")
def test_without_the_old_password_nothing_changes(person, here):
    with pytest.raises(InvalidInput):
        change_password(person, current="guess", new=NEW, keep=None, actor=person, visitor=here)
    assert User.objects.get().check_password(PASSWORD)
