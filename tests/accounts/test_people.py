"""Accounts begun, suspended, restored; the rest of what they say about themselves."""

import pytest
from wagtail.models import APIToken, ModelLogEntry

from accounts import tasks
from accounts.access import signed_in_device
from accounts.access.policies import AdministratorsOnly
from accounts.enums import EndReason, Role
from accounts.errors import AddressTaken, DemoPersonInProduction, LastAdministrator, SessionEnded
from accounts.models import Profile, RoleRequest, SignUp, TermsAcceptance, TokenFamily, User
from accounts.operations.consents import accept_terms, send_guardian_letter
from accounts.operations.devices import end_device
from accounts.operations.people import create_person, restore_person, send_suspended_letter, suspend_person
from accounts.operations.profiles import update_profile
from accounts.operations.roles import request_role
from accounts.operations.sign_in import sign_in
from accounts.operations.sign_up import send_sign_up_letter
from kit.errors import InvalidInput, NotAllowed
from kit.visitors import Visitor
from taxonomy.models import Style
from tests.accounts.test_sign_up import ask
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


def test_an_address_has_one_account_whatever_its_case():
    create_person("Ana@Example.org", password=PASSWORD, display_name="Ana", actor=None)
    with pytest.raises(AddressTaken):
        create_person("ANA@example.org", password=PASSWORD, display_name="Other", actor=None)
    assert User.objects.get_by_natural_key("aNa@example.org").display_name == "Ana"


@pytest.mark.covers("fault-H3")
def test_demo_people_refuse_to_exist_where_the_public_is(settings):
    demo = {"password": PASSWORD, "display_name": "Demo", "actor": None}
    create_person("learner@demo.perfomix.example", **demo)
    settings.DEMO_PEOPLE_ALLOWED = False
    with pytest.raises(DemoPersonInProduction):
        create_person("Producer@DEMO.perfomix.example", **demo)
    assert User.objects.count() == 1


@pytest.mark.covers("fault-J6")
def test_the_suspended_are_out_everywhere_at_once(administrator, client, letters, signed_in_token):
    person = UserFactory(email="ana@example.org", roles=[Role.PRODUCER])
    token = signed_in_token(person)
    client.force_login(person)
    suspend_person(person, reason=" Spam. ", actor=administrator)
    suspend_person(person, reason="Again.", actor=administrator)

    with pytest.raises(SessionEnded):
        signed_in_device(token)
    assert client.get("/admin/").status_code == 302
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    assert not TokenFamily.objects.alive().filter(person=person).exists()
    assert not User.objects.holding(Role.PRODUCER).exists()
    assert client.get("/api/v1/producers").json()["results"] == []
    [letter] = letters()
    assert "Spam." in letter.body
    entries = ModelLogEntry.objects.filter(object_id=str(person.pk), action="accounts.suspend")
    assert [entry.data["reason"] for entry in entries] == ["Spam."]

    restore_person(person, reason="A mistake.", actor=administrator)
    restore_person(person, reason="Again.", actor=administrator)
    with pytest.raises(SessionEnded):
        signed_in_device(token)
    assert sign_in("ana@example.org", PASSWORD, visitor=Visitor())


def test_the_suspended_are_told_so_by_a_device_of_theirs_alone(administrator, client):
    person = UserFactory(email="ana@example.org")
    before, open_still = (sign_in("ana@example.org", PASSWORD, visitor=Visitor()) for _ in range(2))
    end_device(before.device, reason=EndReason.SIGNED_OUT, actor=person)
    suspend_person(person, reason="Spam.", actor=administrator)

    def told(tokens):
        answer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {tokens.access_token}"})
        again = client.post("/api/v1/auth/refresh", {"refresh_token": tokens.refresh_token}, "application/json")
        assert (answer.status_code, again.status_code) == (401, 401)
        return [each.json()["error"]["details"]["reason"] for each in (answer, again)]

    assert told(open_still) == ["account_suspended"] * 2
    assert told(before) == ["session_ended"] * 2
    restore_person(person, reason="A mistake.", actor=administrator)
    assert told(open_still) == ["session_ended"] * 2


def test_api_tokens_of_the_content_api_end_with_a_suspension(administrator):
    person = UserFactory(roles=[Role.PRODUCER])
    token = APIToken(user=person, name="A feed")
    token.key_hash = "0" * 64
    token.save()
    suspend_person(person, reason="Spam.", actor=administrator)
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_only_administrators_suspend_and_restore_and_say_why(administrator):
    person = UserFactory()
    for operation in (suspend_person, restore_person):
        with pytest.raises(NotAllowed):
            operation(person, reason="Because.", actor=UserFactory(roles=[Role.REVIEWER]))
        with pytest.raises(InvalidInput):
            operation(person, reason="  ", actor=administrator)
    assert User.objects.get(pk=person.pk).is_active


def test_the_last_administrator_stays_open(administrator):
    with pytest.raises(LastAdministrator):
        suspend_person(administrator, reason="Test.", actor=administrator)
    assert User.objects.get(pk=administrator.pk).is_active


def test_terms_are_for_oneself():
    with pytest.raises(NotAllowed):
        accept_terms(UserFactory(), terms_version="2026-11", is_of_age=True, actor=UserFactory())
    assert not TermsAcceptance.objects.exists()


def test_a_profile_is_changed_by_its_owner_or_an_administrator(administrator):
    person = UserFactory()
    with pytest.raises(NotAllowed):
        update_profile(person, actor=UserFactory(), bio="Hacked")
    assert update_profile(person, actor=administrator, bio="Better").bio == "Better"


def test_operations_refuse_what_forms_would_have(administrator):
    person = UserFactory(roles=[Role.PRODUCER])
    style = Style.objects.first()
    with pytest.raises(InvalidInput):
        update_profile(person, actor=person, styles=[{"style": style.slug, "skill": 9}])
    with pytest.raises(InvalidInput):
        update_profile(person, actor=person, avatar=ImageFactory(uploaded_by_user=UserFactory()))
    with pytest.raises(InvalidInput):
        update_profile(person, actor=person, styles=[{"style": style.slug, "skill": 1}] * 2)
    update_profile(person, actor=person, styles=[{"style": style.slug, "skill": 1}])
    assert [str(held) for held in person.profile.styles.all()] == [f"{style} 1/5"]


def test_a_picture_of_oneself_is_public():
    person = UserFactory()
    picture = ImageFactory(uploaded_by_user=person, is_public=False)
    update_profile(person, actor=person, avatar=picture)
    picture.refresh_from_db()
    assert picture.is_public


def test_jobs_about_what_is_gone_do_nothing(letters):
    send_suspended_letter(0, "No reason.")
    send_sign_up_letter(0)
    send_guardian_letter(0)
    assert letters() == []


def test_time_itself_forgets():
    ask()
    tasks.forget_what_ended()
    assert SignUp.objects.count() == 1


def test_rows_name_themselves():
    person = UserFactory(display_name="Ana", roles=[Role.PRODUCER])
    request_role(person, Role.SELLER, actor=person)
    accept_terms(person, terms_version="2026-11", is_of_age=True, actor=person)
    ask()
    tokens = sign_in(person.email, PASSWORD, visitor=Visitor())
    assert str(person) == person.get_full_name() == person.get_short_name() == str(person.profile) == "Ana"
    assert str(RoleRequest.objects.get()) == "Ana: Seller"
    assert str(TermsAcceptance.objects.get()) == "Ana: 2026-11"
    assert str(person.role_grants.get()) == "Ana: Producer"
    assert str(SignUp.objects.get()) == str(SignUp.objects.get().public_id)
    assert str(tokens.device) == str(tokens.device.public_id)
    assert "refresh token" in str(tokens.device.refresh_tokens.get())
    assert Profile.objects.of_producers().get() == person.profile


def test_the_policy_of_people_names_administrators_alone(administrator):
    policy = AdministratorsOnly(User)
    assert list(policy.users_with_permission("change")) == [administrator]
    assert list(policy.users_with_permission("delete")) == []
    assert not policy.user_has_permission(administrator, "delete")
    assert not policy.user_has_any_permission(UserFactory(roles=[Role.PRODUCER]), ["view", "change"])


def test_without_a_tie_to_create_person_a_user_is_found_by_any_case():
    User.objects.create_user("Ana@Example.org", PASSWORD, display_name="Ana")
    assert User.objects.with_address("aNA@example.ORG").get().check_password(PASSWORD)
