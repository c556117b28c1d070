"""Signing up: the account begins with the answered letter, and asking tells nothing."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from accounts.enums import Role
from accounts.errors import DemoPersonInProduction, LinkNotUsable
from accounts.models import RoleRequest, SignUp, TermsAcceptance, User
from accounts.operations.sign_up import forget_unanswered_sign_ups, resend_verification, sign_up, verify_email
from kit import clock
from kit.errors import InvalidInput
from tests.accounts.conftest import HERE
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-A1", "req-A3")]


def ask(**changes):
    fields = {
        "email": "Ana@Example.org",
        "password": PASSWORD,
        "display_name": "Ana  Duarte",
        "terms_version": "2026-11",
        "is_of_age": True,
        "visitor": HERE,
    }
    sign_up(**(fields | changes))


def test_the_account_begins_with_the_answered_letter(letters, key_of, here):
    ask(wanted_roles=["producer", "learner"])
    assert not User.objects.exists()
    [letter] = letters()
    assert letter.to == ["ana@example.org"]

    person = verify_email(key_of(letter), visitor=here)
    assert (person.email, person.display_name) == ("ana@example.org", "Ana Duarte")
    assert person.check_password(PASSWORD)
    assert person.roles == {Role.LEARNER}
    assert RoleRequest.objects.get(person=person).role == Role.PRODUCER
    assert TermsAcceptance.objects.get(person=person).terms_version == "2026-11"
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == ("ana@example.org", True, True)
    assert not SignUp.objects.exists()


@pytest.mark.covers("fault-S7")
def test_a_link_works_once_and_for_an_hour(letters, key_of, here, time_machine):
    ask()
    [letter] = letters()
    time_machine.move_to(clock.now() + timedelta(minutes=61))
    with pytest.raises(LinkNotUsable):
        verify_email(key_of(letter), visitor=here)
    resend_verification("ANA@example.org", visitor=here)
    [second] = letters()
    with pytest.raises(LinkNotUsable):
        verify_email(key_of(letter), visitor=here)
    verify_email(key_of(second), visitor=here)
    with pytest.raises(LinkNotUsable):
        verify_email(key_of(second), visitor=here)
    assert User.objects.count() == 1


def test_a_known_address_gets_other_news_and_no_second_account(letters):
    known = UserFactory(email="ana@example.org")
    ask()
    [letter] = letters()
    assert letter.to == [known.email]
    assert letter.subject == "You have an account already"
    assert "key=" not in letter.body
    assert User.objects.get() == known


def test_two_answers_for_one_address_make_one_account(letters, key_of, here):
    ask(display_name="First")
    ask(display_name="Second")
    first, second = letters()
    verify_email(key_of(second), visitor=here)
    with pytest.raises(LinkNotUsable):
        verify_email(key_of(first), visitor=here)
    assert User.objects.get().display_name == "Second"


def test_an_address_taken_meanwhile_is_not_taken_again(letters, key_of, here):
    ask()
    [letter] = letters()
    UserFactory(email="ana@example.org")
    with pytest.raises(LinkNotUsable):
        verify_email(key_of(letter), visitor=here)
    assert User.objects.count() == 1


def test_the_letter_goes_again_only_where_somebody_signed_up(letters, here):
    resend_verification("nobody@example.org", visitor=here)
    assert letters() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"password": "short1!"}, "password"),
        ({"password": "x" * 129}, "password"),
        ({"password": "password123"}, "password"),
        ({"password": "ana.duarte", "display_name": "Ana.Duarte"}, "password"),
        ({"email": "not an address"}, "email"),
        ({"email": "a@example.org\nBcc: x@example.org"}, "email"),
        ({"email": "a" * 250 + "@example.org"}, "email"),
        ({"display_name": "   "}, "display_name"),
        ({"display_name": "two\nlines"}, "display_name"),
        ({"display_name": "x" * 81}, "display_name"),
        ({"wanted_roles": ["administrator"]}, "wanted_roles"),
        ({"terms_version": "1999"}, "terms_version"),
        ({"is_of_age": False}, "guardian_email"),
        ({"is_of_age": False, "guardian_email": "ANA@example.org"}, "guardian_email"),
    ],
)
@pytest.mark.covers("fault-S5", "req-A4")
def test_what_cannot_be_taken(changes, field):
    with pytest.raises(InvalidInput) as refusal:
        ask(**changes)
    assert list(refusal.value.fields) == [field]
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("password", ["x7" * 4, "ß∂ƒ©˙∆˚¬", "🩰" * 64, "a b c d e f g h", "é" * 100 + "z"])
def test_any_characters_make_a_password_and_all_of_them_count(password, letters, key_of, here):
    ask(password=password)
    person = verify_email(key_of(letters()[0]), visitor=here)
    assert person.check_password(password)
    assert not person.check_password(password[:-1])


def test_a_guardian_is_told_of_a_minor(letters, key_of, here):
    ask(is_of_age=False, guardian_email="mother@example.org")
    person = verify_email(key_of(letters()[0]), visitor=here)
    accepted = TermsAcceptance.objects.get(person=person)
    assert (accepted.is_of_age, accepted.guardian_email, accepted.age_limit) == (False, "mother@example.org", 16)
    assert [letter.to for letter in letters()] == [["mother@example.org"]]


def test_sign_ups_without_an_answer_are_forgotten(time_machine):
    ask()
    assert forget_unanswered_sign_ups() == 0
    time_machine.move_to(clock.now() + timedelta(days=3))
    assert forget_unanswered_sign_ups() == 1


@pytest.mark.covers("fault-H3")
def test_demo_people_do_not_sign_up_where_the_public_is(settings):
    settings.DEMO_PEOPLE_ALLOWED = False
    with pytest.raises(DemoPersonInProduction):
        ask(email="Learner@demo.perfomix.example")
    assert not SignUp.objects.exists()
