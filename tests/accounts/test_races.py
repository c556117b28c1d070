"""What two people do at the same moment; each race is held open at the place between its read and its write."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.db import connection

from accounts.enums import EndReason, Role
from accounts.errors import LastAdministrator, SessionEnded, WrongCredentials
from accounts.models import RefreshToken, RoleGrant, SignUp, TokenFamily, User
from accounts.operations import passwords
from accounts.operations.passwords import request_password_reset, reset_password
from accounts.operations.people import suspend_person
from accounts.operations.roles import end_role
from accounts.operations.sign_in import refresh_tokens, sign_in
from accounts.operations.sign_up import verify_email
from kit import jobs
from kit.errors import DomainError, RateLimited
from kit.failpoints import hold
from kit.visitors import Visitor
from tests.accounts.conftest import HERE
from tests.accounts.test_sign_up import ask
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def in_threads(work, arguments):
    """The results or refusals of `work` called with each of `arguments` at the same time."""

    def run(argument):
        try:
            return work(argument)
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(arguments)) as pool:
        return list(pool.map(run, arguments))


def kinds(results):
    return sorted(type(result).__name__ for result in results)


@pytest.mark.covers("fault-J5")
def test_ten_refreshes_at_once_give_one_child():
    UserFactory(email="ana@example.org")
    first = sign_in("ana@example.org", PASSWORD, visitor=HERE)
    results = in_threads(lambda _: refresh_tokens(first.refresh_token, visitor=HERE), range(10))
    assert len({tokens.refresh_token for tokens in results}) == 1
    assert RefreshToken.objects.filter(used_at=None).count() == 1
    assert TokenFamily.objects.alive().count() == 1


@pytest.mark.covers("fault-J5")
def test_a_second_refresh_waits_for_the_first():
    UserFactory(email="ana@example.org")
    first = sign_in("ana@example.org", PASSWORD, visitor=HERE)
    answers = []

    def refresh():
        answers.extend(in_threads(lambda _: refresh_tokens(first.refresh_token, visitor=HERE), [0]))

    with hold("accounts.refresh_family_locked") as held:
        one = threading.Thread(target=refresh)
        one.start()
        held.wait_until_reached()
        other = threading.Thread(target=refresh)
        other.start()
        other.join(0.3)
        assert other.is_alive(), "without the lock both would write a child"
    one.join()
    other.join()
    assert len({tokens.refresh_token for tokens in answers}) == 1


@pytest.mark.covers("fault-J6")
def test_a_sign_out_during_a_refresh_is_not_undone():
    UserFactory(email="ana@example.org")
    first = sign_in("ana@example.org", PASSWORD, visitor=HERE)
    answers = []
    with hold("accounts.refresh_family_locked") as held:
        refreshing = threading.Thread(
            target=lambda: answers.extend(in_threads(lambda _: refresh_tokens(first.refresh_token, visitor=HERE), [0]))
        )
        refreshing.start()
        held.wait_until_reached()
        leaving = threading.Thread(
            target=lambda: in_threads(
                lambda _: TokenFamily.objects.filter(ended_at=None).update(
                    ended_at=first.access_expires_at, end_reason=EndReason.SIGNED_OUT
                ),
                [0],
            )
        )
        leaving.start()
    refreshing.join()
    leaving.join()
    with pytest.raises(SessionEnded):
        refresh_tokens(answers[0].refresh_token, visitor=HERE)


@pytest.mark.covers("fault-S11", "req-A13")
def test_fifty_sign_ins_at_once_pass_the_limit_exactly(settings):
    settings.PEOPLE_LIMITS_FACTOR = 1
    UserFactory(email="ana@example.org")
    results = in_threads(lambda number: sign_in("ana@example.org", f"guess {number}", visitor=HERE), range(50))
    assert kinds(results).count("WrongCredentials") == 5
    assert kinds(results).count("RateLimited") == 45
    assert all(result.context["retry_after"] > 0 for result in results if isinstance(result, RateLimited))
    elsewhere = Visitor("198.51.100.9", "the owner's own browser")
    assert sign_in("ana@example.org", PASSWORD, visitor=elsewhere).access_token


@pytest.mark.covers("fault-S11")
def test_many_visitors_do_not_flood_one_mailbox(settings):
    settings.PEOPLE_LIMITS_FACTOR = 1
    UserFactory(email="ana@example.org")
    visitors = [Visitor(f"198.51.100.{number}") for number in range(20)]
    results = in_threads(lambda visitor: request_password_reset("ana@example.org", visitor=visitor), visitors)
    assert kinds(results).count("NoneType") == 3
    jobs.run_pending()
    assert len(mail.outbox) == 3


@pytest.mark.covers("fault-S7")
def test_a_reset_link_used_twice_at_once_works_once(monkeypatch):
    person = UserFactory(email="ana@example.org")
    key = f"{person.public_id.hex}-{passwords.EmailAwarePasswordResetTokenGenerator().make_token(person)}"
    checked = threading.Barrier(2, timeout=2)
    check = PasswordResetTokenGenerator.check_token

    def check_then_wait(self, user, token):
        found = check(self, user, token)
        with contextlib.suppress(threading.BrokenBarrierError):
            checked.wait()
        return found

    # Both would pass here together, had the person not been locked before the key is looked at.
    monkeypatch.setattr(PasswordResetTokenGenerator, "check_token", check_then_wait)
    new = ["an owl upon the balcony", "a heron under the bridge"]
    results = in_threads(lambda password: reset_password(key, password, visitor=HERE), new)
    assert kinds(results) == ["LinkNotUsable", "User"]
    [winner] = [password for password, result in zip(new, results, strict=True) if isinstance(result, User)]
    assert User.objects.get().check_password(winner)


@pytest.mark.covers("fault-S7")
def test_a_letter_answered_twice_at_once_makes_one_account(letters, key_of):
    ask()
    key = key_of(letters()[0])
    results = in_threads(lambda _: verify_email(key, visitor=HERE), range(4))
    assert kinds(results) == ["LinkNotUsable"] * 3 + ["User"]
    assert User.objects.count() == 1
    assert not SignUp.objects.exists()


def test_two_administrators_cannot_both_leave():
    one, other = UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory(roles=[Role.ADMINISTRATOR])
    results = []

    def leave(person):
        results.extend(in_threads(lambda _: end_role(person, Role.ADMINISTRATOR, actor=person), [0]))

    with hold("accounts.administrators_counted") as held:
        first = threading.Thread(target=leave, args=(one,))
        first.start()
        held.wait_until_reached()
        second = threading.Thread(target=leave, args=(other,))
        second.start()
        second.join(0.3)
        assert second.is_alive(), "it waits for the rows the first one counted"
    first.join()
    second.join()
    assert kinds(results) == ["LastAdministrator", "NoneType"]
    assert RoleGrant.objects.held().filter(role=Role.ADMINISTRATOR).get().person == other


def test_leaving_and_being_suspended_at_once_leaves_an_administrator():
    one, other = UserFactory(roles=[Role.ADMINISTRATOR]), UserFactory(roles=[Role.ADMINISTRATOR])
    results = in_threads(
        lambda work: work(),
        [
            lambda: end_role(one, Role.ADMINISTRATOR, actor=one),
            lambda: suspend_person(other, reason="Test.", actor=one),
        ],
    )
    assert any(result is None for result in results)
    assert User.objects.holding(Role.ADMINISTRATOR).count() == 1
    assert [r for r in results if r is not None and not isinstance(r, LastAdministrator | DomainError)] == []


def test_wrong_guesses_are_counted_though_they_fail(settings):
    settings.PEOPLE_LIMITS_FACTOR = 1
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            sign_in("nobody@example.org", "guess", visitor=HERE)
    with pytest.raises(RateLimited):
        sign_in("NOBODY@example.org", "guess", visitor=HERE)
