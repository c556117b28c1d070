"""The editor: what administrators do with people, and what people do with their own account."""

import pytest
from django.urls import reverse

from accounts.enums import RequestState, Role
from accounts.forms import PausesForm
from accounts.models import RoleRequest, TokenFamily, User
from accounts.operations.roles import request_role
from notices.models import Notice
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

HOME = "/admin/"


def test_people_are_listed_found_and_filtered(desk):
    UserFactory(display_name="Ana Duarte", email="ana@example.org", roles=[Role.PRODUCER])
    UserFactory(display_name="Bo Lind", is_active=False)
    listing = reverse("wagtailusers_users:index")
    assert {"Ana Duarte", "Bo Lind", "Boss"} <= set(names(desk.get(listing)))
    assert names(desk.get(listing, {"q": "ANA@"})) == ["Ana Duarte"]
    assert names(desk.get(listing, {"role": "producer"})) == ["Ana Duarte"]
    assert names(desk.get(listing, {"is_active": "false"})) == ["Bo Lind"]


def names(answer):
    assert answer.status_code == 200
    return [person.display_name for person in answer.context["object_list"]]


def test_a_person_is_shown_whole(desk):
    person = UserFactory(display_name="Ana", roles=[Role.PRODUCER])
    request_role(person, Role.SELLER, actor=person)
    page = desk.get(reverse("wagtailusers_users:edit", args=[person.pk])).content.decode()
    for word in (person.email, "Producer", "Seller", "Suspend", "Signed-in devices"):
        assert word in page
    assert desk.get(reverse("wagtailusers_users:history", args=[person.pk])).status_code == 200


def test_only_the_name_is_edited(desk):
    person = UserFactory(display_name="Ana")
    before = person.password
    answer = desk.post(
        reverse("wagtailusers_users:edit", args=[person.pk]),
        {
            "display_name": "Ana Duarte",
            "email": "other@example.org",
            "is_superuser": "on",
            "is_active": "",
            "password1": "an owl upon the balcony",
            "password2": "an owl upon the balcony",
            "groups": "1",
        },
    )
    assert answer.status_code == 302
    fresh = User.objects.get(pk=person.pk)
    assert fresh.display_name == "Ana Duarte"
    assert (fresh.email, fresh.is_superuser, fresh.is_active, fresh.password) == (person.email, False, True, before)
    assert not fresh.groups.exists()


def test_a_name_is_one_line_here_too(desk):
    person = UserFactory(display_name="Ana")
    answer = desk.post(reverse("wagtailusers_users:edit", args=[person.pk]), {"display_name": "Ana\u2028Duarte"})
    assert answer.status_code == 200
    assert User.objects.get(pk=person.pk).display_name == "Ana"


def act(desk, name, person, *args, **values):
    address = reverse(f"accounts_{name}", args=[person.pk, *args])
    assert desk.get(address).status_code == 200
    return desk.post(address, values)


def test_suspending_and_restoring(desk):
    person = UserFactory()
    assert act(desk, "suspend", person).status_code == 200, "without a reason nothing happens"
    assert User.objects.get(pk=person.pk).is_active
    assert act(desk, "suspend", person, reason="Spam in reviews.").status_code == 302
    assert not User.objects.get(pk=person.pk).is_active
    assert act(desk, "restore", person, reason="A mistake.").status_code == 302
    assert User.objects.get(pk=person.pk).is_active
    history = desk.get(reverse("wagtailusers_users:history", args=[person.pk])).content.decode()
    assert "Suspended" in history
    assert "Restored" in history


def test_the_last_administrator_is_not_suspended(desk, administrator):
    answer = act(desk, "suspend", administrator, reason="By mistake.")
    assert "last administrator" in answer.content.decode()
    assert User.objects.get(pk=administrator.pk).is_active


def test_roles_are_granted_and_ended(desk):
    person = UserFactory()
    assert act(desk, "grant_role", person, role="reviewer").status_code == 302
    assert User.objects.get(pk=person.pk).roles == {Role.LEARNER, Role.REVIEWER}
    assert act(desk, "grant_role", person, role="reviewer").status_code == 200, "it is not offered twice"
    assert act(desk, "end_role", person, role="reviewer").status_code == 302
    assert User.objects.get(pk=person.pk).roles == {Role.LEARNER}


def test_devices_are_ended_one_by_one_or_together(desk, client):
    person = UserFactory(roles=[Role.PRODUCER])
    browser = type(client)()
    browser.force_login(person)
    device = TokenFamily.objects.get(person=person)
    assert act(desk, "end_device", person, device.public_id).status_code == 302
    assert browser.get(HOME).status_code == 302
    browser.force_login(person)
    assert act(desk, "sign_out", person).status_code == 302
    assert not TokenFamily.objects.alive().filter(person=person).exists()


def test_role_requests_are_decided(desk):
    person = UserFactory()
    first = request_role(person, Role.PRODUCER, note="Tango.", actor=person)
    second = request_role(person, Role.SELLER, actor=person)
    assert desk.get(reverse("accounts_role_requests:index"), {"state": "open"}).status_code == 200
    address = reverse("accounts_role_requests:edit", args=[first.pk])
    assert "Tango." in desk.get(address).content.decode()
    assert desk.post(address, {"decision": "grant", "reason": ""}).status_code == 302
    address = reverse("accounts_role_requests:edit", args=[second.pk])
    assert desk.post(address, {"decision": "decline", "reason": ""}).status_code == 200
    assert desk.post(address, {"decision": "decline", "reason": "Not yet."}).status_code == 302
    states = dict(RoleRequest.objects.values_list("role", "state"))
    assert states == {"producer": RequestState.GRANTED, "seller": RequestState.DECLINED}
    assert Notice.objects.filter(person=person).count() == 2
    assert desk.get(address).status_code == 200


@pytest.mark.parametrize("roles", [[Role.PRODUCER], [Role.REVIEWER], [Role.PRODUCER, Role.REVIEWER]])
@pytest.mark.covers("req-A9")
def test_people_are_closed_to_everybody_else(client, roles):
    person = UserFactory()
    asked = request_role(person, Role.PRODUCER, actor=person)
    client.force_login(UserFactory(roles=roles))
    addresses = [
        reverse("wagtailusers_users:index"),
        reverse("wagtailusers_users:edit", args=[person.pk]),
        reverse("wagtailusers_users:history", args=[person.pk]),
        reverse("wagtailusers_groups:index"),
        reverse("accounts_role_requests:index"),
        reverse("accounts_role_requests:edit", args=[asked.pk]),
        *(
            reverse(f"accounts_{name}", args=[person.pk])
            for name in ("suspend", "restore", "grant_role", "end_role", "sign_out")
        ),
    ]
    for address in addresses:
        for method in (client.get, client.post):
            answer = method(address, {"reason": "x", "role": "administrator", "decision": "grant"})
            assert answer.status_code in {302, 403, 404}, address
            if answer.status_code == 302:
                assert answer["Location"].startswith(HOME), address
    fresh = User.objects.get(pk=person.pk)
    assert fresh.is_active
    assert fresh.roles == {Role.LEARNER}
    assert RoleRequest.objects.get().state == RequestState.OPEN


@pytest.mark.parametrize("action", ["assign_role", "delete", "set_active_state"])
def test_bulk_actions_on_people_are_closed_to_administrators_too(desk, action):
    person = UserFactory()
    address = f"/admin/bulk/accounts/user/{action}/?id={person.pk}&next=/admin/users/"
    for method in (desk.get, desk.post):
        answer = method(address, {"mark_as_active": "False", "role": "1"})
        assert answer.status_code in {302, 403}
    fresh = User.objects.get(pk=person.pk)
    assert (fresh.is_active, fresh.groups.count()) == (True, 0)


@pytest.mark.parametrize(
    "address", ["/admin/users/new/", "/admin/users/delete/{pk}/", "/admin/groups/", "/admin/groups/new/"]
)
def test_nobody_adds_or_deletes_people_or_groups_here(desk, address):
    person = UserFactory()
    for method in (desk.get, desk.post):
        answer = method(address.format(pk=person.pk), {"name": "x"})
        assert answer.status_code in {302, 403, 404}
    assert User.objects.filter(pk=person.pk).exists()


def test_ones_own_name_and_password_are_changed_on_the_account_page(client):
    person = UserFactory(display_name="Ana", roles=[Role.PRODUCER])
    client.force_login(person)
    elsewhere = type(client)()
    elsewhere.force_login(person)
    page = client.get("/admin/account/").content.decode()
    assert "First Name" not in page
    fields = {
        "name-display_name": "Ana Duarte",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
    }
    assert client.post("/admin/account/", fields).status_code == 302
    wrong = {"password-current_password": "wrong", "password-new_password": "an owl upon the balcony"}
    answer = client.post("/admin/account/", fields | wrong)
    assert "This is not your password." in answer.content.decode()
    endless = {"password-current_password": PASSWORD, "password-new_password": "x" * 10_001}
    assert "at most 128" in client.post("/admin/account/", fields | endless).content.decode()
    unspeakable = {"password-current_password": PASSWORD, "password-new_password": "an owl\x00upon the balcony"}
    assert "Null characters" in client.post("/admin/account/", fields | unspeakable).content.decode()
    right = wrong | {"password-current_password": PASSWORD}
    assert client.post("/admin/account/", fields | right).status_code == 302
    fresh = User.objects.get(pk=person.pk)
    assert fresh.display_name == "Ana Duarte"
    assert fresh.check_password("an owl upon the balcony")
    assert client.get(HOME).status_code == 200
    assert elsewhere.get(HOME).status_code == 302


@pytest.mark.covers("req-A7")
def test_an_administrator_pauses_and_resumes_a_role(desk, administrator):
    person = UserFactory(roles=[Role.LEARNER, Role.PRODUCER])
    page = reverse("wagtailusers_users:edit", args=[person.pk])
    pause, resume = (reverse(f"accounts_{verb}_role", args=[person.pk]) for verb in ("pause", "resume"))
    assert pause in desk.get(page).content.decode()
    assert desk.post(pause, {"role": "learner"}).status_code == 200, "asked again: this role is not paused"
    assert desk.post(pause, {"role": "producer"}).status_code == 302
    assert person.role_grants.get(role=Role.PRODUCER).paused_at
    shown = desk.get(page).content.decode()
    assert resume in shown
    assert pause not in shown
    assert "Producer (Paused)" in desk.get(reverse("wagtailusers_users:index")).content.decode()
    assert desk.post(resume, {"role": "producer"}).status_code == 302
    assert person.role_grants.get(role=Role.PRODUCER).paused_at is None


@pytest.mark.covers("req-A7")
def test_a_producer_pauses_on_the_account_page(client):
    person = UserFactory(display_name="Ana", roles=[Role.LEARNER, Role.PRODUCER])
    client.force_login(person)
    account = reverse("wagtailadmin_account")
    assert "Pause: Producer" in client.get(account).content.decode()
    before = account_fields(client, account)
    assert client.post(account, {**before, "pauses-producer": "on"}).status_code == 302
    assert person.role_grants.get(role=Role.PRODUCER).paused_at
    assert "You have paused teaching" in client.get(HOME).content.decode()
    assert client.post(account, {**before, "name-display_name": "Ana Duarte"}).status_code == 302
    assert User.objects.get(pk=person.pk).display_name == "Ana Duarte"
    assert person.role_grants.get(role=Role.PRODUCER).paused_at, "a page from before the pause does not end it"
    paused = account_fields(client, account)
    assert paused.pop("pauses-producer")
    assert client.post(account, paused).status_code == 302
    assert person.role_grants.get(role=Role.PRODUCER).paused_at is None
    assert "You have paused teaching" not in client.get(HOME).content.decode()


@pytest.mark.covers("req-A7")
def test_each_role_says_what_its_pause_does():
    person = UserFactory(roles=[Role.PRODUCER, Role.PROFESSIONAL])
    fields = PausesForm(None, person=person, prefix="pauses").fields
    assert "your learners keep them" in fields[Role.PRODUCER].help_text
    assert fields[Role.PROFESSIONAL].help_text == "Nobody meets you in this role until you untick it."


def account_fields(client, address):
    """What the account page's other panels ask for, as the page shows it."""
    fields = {}
    for panel in client.get(address).context["panels_by_tab"].values():
        for each in panel:
            form = each.get_form()
            fields |= {form.add_prefix(name): form[name].value() for name in form.fields if form[name].value()}
    return fields


@pytest.mark.covers("req-A7")
def test_reviewers_have_nothing_to_pause(client):
    client.force_login(UserFactory(roles=[Role.REVIEWER]))
    assert "Pause:" not in client.get(reverse("wagtailadmin_account")).content.decode()


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_only_administrators_pause_others(client, verb):
    person = UserFactory(roles=[Role.PRODUCER])
    client.force_login(UserFactory(roles=[Role.PRODUCER]))
    answer = client.post(reverse(f"accounts_{verb}_role", args=[person.pk]), {"role": "producer"})
    assert answer.status_code in {302, 403, 404}
    assert person.role_grants.get().paused_at is None
