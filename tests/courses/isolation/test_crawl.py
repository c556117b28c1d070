"""Nobody learns of, or changes, what another producer has, at any address of the admin or the content API."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from accounts.enums import Role
from courses.enums import AuthorState
from courses.models import CourseAuthor
from tests.courses.isolation.world import (
    ABSENT,
    CANARY,
    SKIPPED,
    World,
    addresses_below,
    fingerprint,
    first_producers_world,
    form,
    paths,
    query,
    text_of,
    token_of,
)
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-Z1", "fault-Z2", "fault-Z3", "fault-X5", "req-B3")]

SEEKERS = {
    "another producer": [Role.PRODUCER],
    "reviewer": [Role.REVIEWER],
    "learner": [Role.LEARNER],
    "nobody": None,
}


@pytest.fixture
def world() -> World:
    return first_producers_world()


def seeker(roles: list[Role] | None) -> Client:
    client = Client(raise_request_exception=False)
    if roles is not None:
        person = UserFactory(roles=roles)
        if Role.PRODUCER in roles:
            course_tree(person, title="A course of one's own")
        client.force_login(person)
    return client


# Their key names a kind of page or a token, not a row.
NAMELESS = {"wagtail_bulk_action", "wagtailadmin_pages:choose_parent", "wagtailadmin_password_reset_confirm"}
# Rows that everybody may read in the API anyway.
PUBLIC = ("categories:", "levels:", "styles:")
# Whoever reviews may open the review page of a course, handed in or not, by its unguessable address.
OPEN_TO_REVIEWERS = {"course_review", "course_submit"}


def report(faults: list[str]) -> None:
    assert not faults, "\n" + "\n".join(faults)


def tell(response: Any, what: str, faults: list[str]) -> None:
    if response.status_code >= 500:
        faults.append(f"{response.status_code} {what}")
    elif CANARY.lower() in text_of(response).lower().replace(f"q={CANARY}".lower(), "").replace(asked(response), ""):
        faults.append(f"tells: {what}")


def asked(response: Any) -> str:
    """What a search box says back of the question itself is no answer."""
    return f'value="{CANARY}"'.lower()


@pytest.mark.parametrize("who", SEEKERS)
def test_reading_tells_nothing(world: World, who: str) -> None:
    client = seeker(SEEKERS[who])
    faults: list[str] = []
    for name, route in addresses_below("admin/"):
        if name in SKIPPED or (who == "reviewer" and name in OPEN_TO_REVIEWERS):
            continue
        for number, path in enumerate(paths(name, route, world)):
            tell(client.get(path), f"GET {path} ({name})", faults)
            for parameters in query(world) if who == "another producer" and number == 0 else []:
                response = client.get(path, {key: value for key, value in parameters.items() if value != CANARY})
                tell(response, f"GET {path} {parameters} ({name})", faults)
    report(faults)


@pytest.mark.parametrize("who", SEEKERS)
def test_writing_changes_nothing(world: World, who: str) -> None:
    client = seeker(SEEKERS[who])
    before = fingerprint(world)
    faults: list[str] = []
    for name, route in addresses_below("admin/"):
        if name in SKIPPED:
            continue
        for number, path in enumerate(paths(name, route, world)):
            tell(client.post(path, form(world)), f"POST {path} ({name})", faults)
            if number == 0:
                named = f"{path}?id={world.tree.lessons[0].pk}"
                tell(client.post(named, form(world)), f"POST {named} ({name})", faults)
    report(faults)
    assert fingerprint(world) == before


def test_what_is_anothers_looks_like_what_is_missing(world: World) -> None:
    client = seeker([Role.PRODUCER])
    faults = []
    for name, route in addresses_below("admin/"):
        if "<" not in route or name in SKIPPED or not name:
            continue
        missing = client.get(paths(name, route, world, absent=True)[0])
        for path in paths(name, route, world):
            response = client.get(path)
            if name in NAMELESS or name.startswith(PUBLIC):
                continue
            if (response.status_code, response.content) != (missing.status_code, missing.content):
                faults.append(f"{name}: {response.status_code} for {path}, {missing.status_code} for a missing one")
    report(faults)


def test_the_content_api_answers_bearer_tokens_only(world: World, client: Client) -> None:
    client.force_login(world.tree.owner)
    for name, route in addresses_below("content-api/"):
        for path in paths(name, route, world):
            for method in ("get", "post", "patch", "delete"):
                response = getattr(client, method)(path)
                assert response.status_code in {401, 405}, (method, path)
                assert CANARY not in text_of(response)


@pytest.mark.covers("req-B7")
def test_the_content_api_keeps_producers_apart(world: World) -> None:
    person = UserFactory(roles=[Role.PRODUCER])
    course_tree(person)
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {token_of(person)}"})
    before = fingerprint(world)
    faults: list[str] = []
    page = world.tree.lessons[0].pk
    body = {
        "title": "Taken over",
        "destination_id": world.tree.chapters[0].pk,
        "revision_id": world.numbers["revision"][0],
        "meta": {"type": "courses.LessonPage", "parent_id": world.tree.chapters[0].pk, "action": "publish"},
    }
    for name, route in addresses_below("content-api/"):
        for path in paths(name, route, world):
            for parameters in ({}, {"child_of": world.tree.page.pk}, {"id": page, "version": "draft"}, {"search": "k"}):
                tell(client.get(path, parameters), f"GET {path} {parameters}", faults)
            for method in ("post", "patch", "delete"):
                response = getattr(client, method)(path, body, content_type="application/json")
                tell(response, f"{method} {path}", faults)
    report(faults)
    assert fingerprint(world) == before


def test_in_the_content_api_anothers_page_looks_like_a_missing_one(world: World) -> None:
    person = UserFactory(roles=[Role.PRODUCER])
    client = Client(headers={"Authorization": f"Bearer {token_of(person)}"})
    for name, route in addresses_below("content-api/v3/pages/<page_id>/"):
        theirs, missing = (paths(name, route, world, absent=absent)[0] for absent in (False, True))
        for method in ("get", "post", "patch", "delete"):
            one, other = (
                getattr(client, method)(path, {}, content_type="application/json") for path in (theirs, missing)
            )
            assert (one.status_code, one.content) == (other.status_code, other.content), (name, method)
            assert one.status_code in {404, 405}
    assert ABSENT not in world.numbers["page"]


def arabic(number: int) -> str:
    return "".join(chr(ord("٠") + int(digit)) for digit in str(number))


OTHERWISE = {
    "with a plus": lambda number: f"+{number}",
    "in Arabic digits": arabic,
    "with a zero in front and a line in between": lambda number: f"0_{number}",
}


@pytest.mark.parametrize("way", OTHERWISE)
def test_an_id_written_otherwise_is_anothers_still(world: World, way: str) -> None:
    client, written = seeker([Role.PRODUCER]), OTHERWISE[way]
    for path, ids in {
        "/admin/choose-page/chosen-multiple/?id={}": world.tree.lessons[0].pk,
        "/admin/images/chooser/chosen-multiple/?id={}": world.image.pk,
        "/admin/images/chooser/chosen/{}/": world.image.pk,
        "/admin/documents/chooser/chosen/{}/": world.document.pk,
        "/admin/video_chooser/chosen/{}/": world.video.pk,
        "/admin/videos/edit/{}/": world.video.pk,
    }.items():
        theirs, missing = (client.get(path.format(quote(written(number)))) for number in (ids, ABSENT))
        assert (theirs.status_code, theirs.content) == (missing.status_code, missing.content), path
        assert CANARY not in text_of(theirs)
        assert theirs.status_code == 404, path


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("written", [int, float, "+{}".format, "0_{}".format, "{}.0".format])
def test_a_body_that_names_anothers_page_is_read_whatever_it_calls_itself(
    world: World, kind: str, written: Callable[[int], Any]
) -> None:
    person = UserFactory(roles=[Role.PRODUCER])
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {token_of(person)}"})
    before = fingerprint(world)

    def put_below(parent: int) -> Any:
        body = {"title": "Slipped in", "meta": {"type": "courses.LessonPage", "parent_id": written(parent)}}
        return client.post("/content-api/v3/pages/", json.dumps(body), content_type=kind)

    theirs, missing = put_below(world.tree.chapters[0].pk), put_below(ABSENT)
    assert (theirs.status_code, theirs.content) == (missing.status_code, missing.content)
    assert theirs.status_code == 404
    assert fingerprint(world) == before


def test_a_body_nested_without_end_is_refused(world: World) -> None:
    client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {token_of(world.tree.owner)}"})
    body = '{"a":' * 100_000 + "1" + "}" * 100_000
    response = client.post("/content-api/v3/pages/", body, content_type="application/json")
    assert response.status_code == 404


def test_owners_and_co_authors_and_administrators_are_let_in(world: World) -> None:
    invited, author = UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.PRODUCER])
    CourseAuthor.objects.create(course=world.tree.course, person=invited)
    CourseAuthor.objects.create(course=world.tree.course, person=author, state=AuthorState.ACCEPTED)
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    for person, status in ((world.tree.owner, 200), (author, 200), (administrator, 200), (invited, 404)):
        client = Client()
        client.force_login(type(person).objects.get(pk=person.pk))
        for page in (world.tree.page, world.tree.chapters[0], world.tree.lessons[0]):
            for path in (
                f"/admin/pages/{page.pk}/edit/",
                f"/admin/pages/{page.pk}/history/",
                f"/admin/pages/{page.pk}/",
            ):
                assert client.get(path).status_code == status, (person, path)


def test_the_pages_have_no_public_face(world: World, client: Client) -> None:
    index = world.tree.page.get_parent()
    for path in ("/", world.tree.page.url_path, index.url_path, world.tree.lessons[0].url_path):
        response = client.get(path)
        assert response.status_code == 404
        assert CANARY not in text_of(response)
