"""What is done from the command line."""

import base64

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def test_the_first_administrator(capsys):
    call_command("create_administrator", "Boss@example.org", "--name", "Boss", "--password", PASSWORD)
    person = User.objects.get()
    assert (person.email, person.is_administrator, person.is_superuser) == ("boss@example.org", True, True)
    assert person.check_password(PASSWORD)
    assert "boss@example.org is an administrator." in capsys.readouterr().out


def test_the_password_is_asked_for_when_not_given(monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda prompt: PASSWORD)
    call_command("create_administrator", "boss@example.org")
    assert User.objects.get().check_password(PASSWORD)


def test_somebody_with_an_account_keeps_it():
    person = UserFactory()
    call_command("create_administrator", person.email.upper())
    fresh = User.objects.get()
    assert fresh.is_administrator
    assert fresh.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("email", "name", "password", "word"),
    [
        ("not an address", "Boss", PASSWORD, "e-mail address"),
        ("boss@example.org", "", PASSWORD, "name"),
        ("boss@example.org", "Boss", "password", "common"),
    ],
)
def test_what_it_refuses(email, name, password, word):
    with pytest.raises(CommandError, match=word):
        call_command("create_administrator", email, "--name", name, "--password", password)
    assert not User.objects.exists()


def test_no_demo_administrator_where_the_public_is(settings):
    settings.DEMO_PEOPLE_ALLOWED = False
    with pytest.raises(CommandError, match="development machines only"):
        call_command("create_administrator", "boss@demo.perfomix.example", "--password", PASSWORD)
    assert not User.objects.exists()


def test_a_key_for_tokens(capsys):
    call_command("make_token_key")
    key = capsys.readouterr().out.strip()
    assert len(base64.urlsafe_b64decode(key + "=")) == 32
