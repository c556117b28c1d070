"""Each role finds its own home and menu, and the look is ours."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.admin.menu import MenuItem, admin_menu

from accounts.enums import RequestState, Role
from accounts.models import RoleRequest
from cms.admin.menu import show_what_one_can_use
from courses.operations.tree import create_course
from notices.operations import notify
from paths.operations.proposals import propose_path
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree
from tests.factories.paths import new_path

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B1", "req-B3")]


def home(client, person):
    client.force_login(person)
    response = client.get("/admin/")
    assert response.status_code == 200
    return response.content.decode()


def test_a_new_producer_is_led_to_a_first_course(client):
    page = home(client, UserFactory(roles=[Role.PRODUCER], display_name="Ada"))
    assert "Hello, Ada" in page
    assert "Your first course begins here" in page
    assert "/admin/pages/add/courses/coursepage/" in page


def test_the_guide_follows_the_course(client):
    owner = UserFactory(roles=[Role.PRODUCER])
    course = create_course(owner, title="Tango", actor=owner)
    page = home(client, owner)
    assert "1 of 6 steps done" in page
    assert f"/admin/pages/{course.pk}/add_subpage/" in page
    tree = course_tree(owner, title="Milonga", summary="Dance a whole song")
    page = home(client, owner)
    assert "Tango" in page
    assert f"/admin/pages/{tree.page.pk}/edit/#tab-pictures_and_film" in page


def test_the_desk_asks_the_same_whatever_the_number_of_courses(client):
    owner = UserFactory(roles=[Role.PRODUCER])
    client.force_login(owner)
    counts = []
    for number in (2, 8):
        for _ in range(number):
            course_tree(owner)
        client.get("/admin/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/admin/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_reviewer_finds_the_queue_and_no_courses(client):
    page = home(client, UserFactory(roles=[Role.REVIEWER]))
    assert "Waiting for review" in page
    assert "My courses" not in page
    assert "/admin/images/" not in page


def test_a_reviewer_finds_the_paths_that_wait(client):
    path = new_path(title="Ballet from the floor up")
    version = propose_path(path, actor=path.owner)
    page = home(client, UserFactory(roles=[Role.REVIEWER]))
    assert f"/admin/paths/versions/{version.public_id}/" in page
    assert "/admin/paths/" not in home(client, UserFactory(roles=[Role.PRODUCER]))


def test_an_administrator_finds_numbers_and_requests(client):
    asker = UserFactory(display_name="Grace")
    RoleRequest.objects.create(person=asker, role=Role.PRODUCER, state=RequestState.OPEN)
    page = home(client, UserFactory(roles=[Role.ADMINISTRATOR]))
    assert "The house" in page
    assert "Grace" in page


def test_the_admin_carries_our_name_and_look(client):
    page = home(client, UserFactory(roles=[Role.PRODUCER]))
    assert "cms/admin.css" in page
    assert 'aria-label="Perfomix"' in page
    assert "wagtailadmin/images/favicon" not in page


def test_the_explorer_does_not_warn_that_courses_have_no_address(client):
    tree = course_tree()
    client.force_login(tree.owner)
    page = client.get(f"/admin/pages/{tree.page.pk}/").content.decode()
    assert "Chapter 1" in page
    assert "will not be accessible" not in page


def test_what_is_not_there_is_said_in_our_look_with_a_way_home(client):
    client.force_login(UserFactory(roles=[Role.REVIEWER]))
    response = client.get("/admin/pages/")
    page = response.content.decode()
    assert response.status_code == 404
    assert "There is nothing here" in page
    assert 'href="/admin/"' in page


def test_administrators_find_the_checklist_by_its_own_name(client):
    page = home(client, UserFactory(roles=[Role.ADMINISTRATOR]))
    assert "Review checklist" in page
    ours = re.compile("/admin/snippets/(courses/checklistitem|assessments/(quiz|questionbank|assignment))/")
    assert "/admin/snippets/" not in ours.sub("", page)


def test_a_chapter_is_edited_within_margins(client):
    tree = course_tree()
    client.force_login(tree.owner)
    page = client.get(f"/admin/pages/{tree.chapters[0].pk}/edit/").content.decode()
    assert 'class="w-tabs' in page
    assert "Without a number" in page


def test_browsers_find_the_icon_they_ask_for_by_themselves(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].endswith(".svg")


@pytest.mark.django_db
def test_what_the_explorer_is_called_differs_from_person_to_person_at_one_time(rf):
    menus = []
    shared = [MenuItem("Pages", "/admin/pages/", name="explorer")]
    for role in (Role.ADMINISTRATOR, Role.PRODUCER):
        request = rf.get("/admin/")
        request.user = UserFactory(roles=[role])
        menus.append(list(shared))
        show_what_one_can_use(request, menus[-1])
    assert [str(item.label) for menu in menus for item in menu] == ["Pages", "Courses"]


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (
            Role.ADMINISTRATOR,
            ["orders", "refund-requests", "disputes", "coupons", "sellers", "transfers", "ledger"],
            ["earnings"],
        ),
        (Role.PRODUCER, ["earnings", "coupons"], ["orders", "disputes", "sellers", "transfers", "ledger"]),
        (Role.REVIEWER, [], ["orders", "coupons", "sellers", "earnings", "ledger"]),
    ],
)
def test_selling_is_one_group_of_what_one_may_see(rf, role, shown, hidden):
    request = rf.get("/admin/")
    request.user = UserFactory(roles=[role])
    group = next(item for item in admin_menu.registered_menu_items if item.name == "selling")
    found = {item.name for item in group.menu.menu_items_for_request(request)}
    assert found >= set(shown)
    assert not found & set(hidden)
    assert group.is_shown(request) is bool(shown)
    assert not {item.name for item in admin_menu.menu_items_for_request(request)} & {*shown, *hidden}


def test_the_menu_calls_people_by_their_name(client):
    person = UserFactory(display_name="Ines Valverde", roles=[Role.PRODUCER])
    client.force_login(person)
    page = client.get("/admin/").content.decode()
    assert "Ines Valverde" in page
    assert person.email not in page


def test_a_notice_is_opened_from_the_home(client):
    person = UserFactory(roles=[Role.PRODUCER])
    notice = notify(person, "courses.approved", title="Approved", url="/courses/tango")
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(person)
    page = guarded.get("/admin/").content.decode()
    form = page[page.index(f'action="/admin/notices/{notice.public_id}/"') :]
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form[: form.index("</form>")])
    assert token is not None
    answer = guarded.post(f"/admin/notices/{notice.public_id}/", {"csrfmiddlewaretoken": token[1]})
    assert (answer.status_code, answer["Location"]) == (302, "http://localhost:3000/courses/tango")


def test_dates_are_british(client):
    asked = RoleRequest.objects.create(person=UserFactory(), role=Role.PRODUCER)
    RoleRequest.objects.filter(pk=asked.pk).update(created_at=datetime(2026, 11, 19, 21, 4, tzinfo=UTC))
    client.force_login(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert "19 November 2026, 21:04" in client.get(f"/admin/role-requests/edit/{asked.pk}/").content.decode()
