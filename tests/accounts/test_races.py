"""What two people do at the same moment; each race is held open at the place between its read and its write."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from accounts.enums import Role
from accounts.errors import LastAdministrator, LinkNotUsable, SessionEnded, WrongCredentials
from accounts.models import Profile, RefreshToken, RoleGrant, SignUp, TokenFamily, User
from accounts.operations import passwords, profiles
from accounts.operations.passwords import request_password_reset, reset_password
from accounts.operations.pauses import choose_context, pause_role
from accounts.operations.people import suspend_person
from accounts.operations.profiles import update_profile, upload_avatar
from accounts.operations.roles import end_role, grant_request, grant_role, request_role
from accounts.operations.sign_in import refresh_tokens, sign_in, sign_out
from accounts.operations.sign_up import verify_email
from kit import jobs
from kit.errors import DomainError, RateLimited
from kit.failpoints import failpoint, hold
from kit.visitors import Visitor
from media.models import Image
from tests.accounts.conftest import HERE
from tests.accounts.test_sign_up import ask
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.media import picture_bytes
from tests.media.conftest import files_below
from tests.races import Runner, wait_for_a_lock_queue

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

    def refresh():
        return refresh_tokens(first.refresh_token, visitor=HERE)

    with hold("accounts.refresh_family_locked") as held:
        one = Runner(refresh)
        held.wait_until_reached()
        other = Runner(refresh)
        wait_for_a_lock_queue(other)
    assert one.outcome().refresh_token == other.outcome().refresh_token
    assert RefreshToken.objects.filter(used_at=None).count() == 1


@pytest.mark.covers("fault-J6")
def test_a_sign_out_during_a_refresh_is_not_undone():
    UserFactory(email="ana@example.org")
    first = sign_in("ana@example.org", PASSWORD, visitor=HERE)
    device = TokenFamily.objects.get()
    with hold("accounts.refresh_family_locked") as held:
        refreshing = Runner(lambda: refresh_tokens(first.refresh_token, visitor=HERE))
        held.wait_until_reached()
        leaving = Runner(lambda: sign_out(device, actor=device.person))
        wait_for_a_lock_queue(leaving)
    assert leaving.outcome() is None
    with pytest.raises(SessionEnded):
        refresh_tokens(refreshing.outcome().refresh_token, visitor=HERE)


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
    check = PasswordResetTokenGenerator.check_token

    def check_and_stand(self, user, token):
        found = check(self, user, token)
        failpoint("tests.key_checked")
        return found

    # Both would pass here together, had the person not been locked before the key is looked at.
    monkeypatch.setattr(PasswordResetTokenGenerator, "check_token", check_and_stand)
    with hold("tests.key_checked") as held:
        first = Runner(lambda: reset_password(key, "an owl upon the balcony", visitor=HERE))
        held.wait_until_reached()
        second = Runner(lambda: reset_password(key, "a heron under the bridge", visitor=HERE))
        wait_for_a_lock_queue(second)
    assert isinstance(first.outcome(), User)
    assert isinstance(second.outcome(), LinkNotUsable)
    assert User.objects.get().check_password("an owl upon the balcony")


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
    with hold("accounts.administrators_counted") as held:
        first = Runner(lambda: end_role(one, Role.ADMINISTRATOR, actor=one))
        held.wait_until_reached()
        second = Runner(lambda: end_role(other, Role.ADMINISTRATOR, actor=other))
        wait_for_a_lock_queue(second)
    assert first.outcome() is None
    assert isinstance(second.outcome(), LastAdministrator)
    assert RoleGrant.objects.held().filter(role=Role.ADMINISTRATOR).get().person == other


def test_a_person_who_does_three_things_at_once_does_all_three():
    """Each waits for another's row: in a ring, did they not all begin with the person."""
    person = UserFactory(roles=[Role.LEARNER, Role.PRODUCER])
    with hold("accounts.context_read") as held:
        choosing = Runner(lambda: choose_context(person, Role.PRODUCER, actor=person))
        held.wait_until_reached()
        pausing = Runner(lambda: pause_role(person, Role.PRODUCER, actor=person))
        wait_for_a_lock_queue(pausing)
        renaming = Runner(lambda: update_profile(person, actor=person, display_name="Ana de Sousa"))
        wait_for_a_lock_queue(pausing, renaming)
    outcomes = [type(each.outcome()) for each in (choosing, pausing, renaming)]
    assert outcomes == [Profile, RoleGrant, Profile]
    profile = Profile.objects.select_related("person").get(person=person)
    assert (profile.context, profile.person.display_name) == (Role.PRODUCER, "Ana de Sousa")
    assert RoleGrant.objects.held().get(person=person, role=Role.PRODUCER).paused_at is not None


def test_a_request_granted_by_two_at_once_in_two_ways_is_granted():
    person, administrator = UserFactory(), UserFactory(roles=[Role.ADMINISTRATOR])
    request = request_role(person, Role.REVIEWER, actor=person)
    with hold("accounts.request_held") as held:
        first = Runner(lambda: grant_request(request, actor=administrator))
        held.wait_until_reached()
        second = Runner(lambda: grant_role(person, Role.REVIEWER, actor=administrator))
        wait_for_a_lock_queue(second)
    assert first.outcome() == second.outcome() == RoleGrant.objects.held().get(person=person, role=Role.REVIEWER)


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


def sending(person, colour):
    """One of two tabs."""
    file = SimpleUploadedFile("me.png", picture_bytes(colour=colour))
    return Runner(lambda: upload_avatar(User.objects.get(pk=person.pk), file, actor=person))


@pytest.mark.covers("req-A8")
def test_of_two_pictures_sent_at_once_one_is_left(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    person = UserFactory()
    upload_avatar(person, SimpleUploadedFile("me.png", picture_bytes()), actor=person)
    with hold("accounts.profile_is_read") as held:
        first = sending(person, "#00b894")
        held.wait_until_reached()
        second = sending(person, "#1a1a2e")
        wait_for_a_lock_queue(second)
    assert first.outcome().person == person
    assert second.outcome().avatar == Profile.objects.get(person=person).avatar == Image.objects.get()
    assert files_below(tmp_path) == [Image.objects.get().file.name]


def test_control_without_the_person_held_one_would_belong_to_nobody(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    person = UserFactory()
    monkeypatch.setattr(profiles, "hold_person", lambda pk: User.objects.get(pk=pk))
    with hold("accounts.profile_is_read") as held:
        first = sending(person, "#00b894")
        held.wait_until_reached()
        sending(person, "#1a1a2e").outcome()
    assert first.outcome().avatar == Profile.objects.get(person=person).avatar
    assert (Image.objects.count(), len(files_below(tmp_path))) == (2, 2)
