"""One's own account over HTTP; of others nothing."""

import uuid

import pytest

from accounts.enums import Role
from accounts.models import RoleRequest, TokenFamily, User
from notices.operations import notify
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.media import ImageFactory

pytestmark = pytest.mark.django_db


def test_who_am_i(signed_in):
    person = UserFactory(display_name="Ana", roles=[Role.LEARNER, Role.PRODUCER])
    notify(person, "courses.approved", title="Approved", letter=False)
    body = signed_in(person).get("/api/v1/me").json()
    assert body.pop("joined_at").endswith("Z")
    assert body == {
        "public_id": str(person.public_id),
        "email": person.email,
        "display_name": "Ana",
        "roles": ["learner", "producer"],
        "producer_slug": "ana",
        "language": "en",
        "time_zone": "UTC",
        "unread_notices": 1,
        "terms": {"current_version": "2026-11", "accepted_version": None, "must_accept": True},
    }


def test_nobody_is_nobody(visitor):
    answer = visitor.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_the_profile_is_changed_in_part(signed_in):
    person = UserFactory(roles=[Role.PRODUCER])
    picture = ImageFactory(uploaded_by_user=person)
    client = signed_in(person)
    changes = {
        "display_name": "Ana  Duarte",
        "producer_slug": "ana-dances",
        "headline": "Tango, from the first walk",
        "bio": "Twenty years of milongas.",
        "location": "Porto",
        "specialities": ["tango", "milonga"],
        "certifications": ["Royal Academy"],
        "styles": [{"style": "tango", "skill": 5}],
        "language": "pt",
        "time_zone": "Europe/Lisbon",
        "avatar": str(picture.public_id),
    }
    answer = client.patch("/api/v1/me/profile", changes)
    assert answer.status_code == 200, answer.json()
    body = answer.json()
    assert body == client.get("/api/v1/me/profile").json()
    assert body["avatar"]["url"] == f"/api/v1/media/{picture.public_id}"
    assert body == {**changes, "display_name": "Ana Duarte", "avatar": body["avatar"]}

    assert client.patch("/api/v1/me/profile", {"headline": ""}).json()["bio"] == "Twenty years of milongas."
    assert client.patch("/api/v1/me/profile", {"avatar": None}).json()["avatar"] is None


@pytest.mark.parametrize(
    "changes",
    [
        {"display_name": ""},
        {"display_name": "x" * 81},
        {"producer_slug": "Ana Dances"},
        {"producer_slug": "UPPER"},
        {"producer_slug": "taken"},
        {"language": "xx"},
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"avatar": str(uuid.uuid4())},
        {"styles": [{"style": "unknown", "skill": 3}]},
        {"styles": [{"style": "tango", "skill": 6}]},
        {"specialities": ["x"] * 13},
    ],
)
def test_what_a_profile_cannot_hold(signed_in, changes):
    UserFactory(display_name="Taken", roles=[Role.PRODUCER])
    person = UserFactory(display_name="Ana", roles=[Role.PRODUCER])
    answer = signed_in(person).patch("/api/v1/me/profile", {"bio": "changed", **changes})
    assert answer.status_code == 422
    assert User.objects.get(pk=person.pk).profile.bio == ""


def test_anothers_picture_is_not_mine(signed_in):
    picture = ImageFactory(uploaded_by_user=UserFactory())
    answer = signed_in(UserFactory()).patch("/api/v1/me/profile", {"avatar": str(picture.public_id)})
    assert answer.status_code == 422


def test_a_learner_has_no_producer_address(signed_in):
    assert signed_in(UserFactory()).patch("/api/v1/me/profile", {"producer_slug": "me"}).status_code == 422


def test_devices_are_seen_and_ended_by_their_owner_alone(signed_in):
    person = UserFactory()
    one, other, stranger = signed_in(person), signed_in(person), signed_in(UserFactory())
    devices = one.get("/api/v1/me/devices").json()
    assert [device["is_this_one"] for device in devices] == [False, True]
    assert devices[0]["user_agent"] == "tests"
    address = f"/api/v1/me/devices/{devices[0]['id']}"
    assert stranger.delete(address).status_code == 404
    assert other.get("/api/v1/me").status_code == 200
    assert one.delete(address).status_code == 204
    assert other.get("/api/v1/me").status_code == 401
    assert one.delete(address).status_code == 404
    assert one.get("/api/v1/me").status_code == 200


def test_the_password_is_changed_with_the_old_one(signed_in):
    person = UserFactory()
    here, elsewhere = signed_in(person), signed_in(person)
    new = "an owl upon the second balcony"
    wrong = here.post("/api/v1/me/password", {"current_password": "wrong", "new_password": new})
    assert (wrong.status_code, list(wrong.json()["error"]["details"]["fields"])) == (422, ["current_password"])
    weak = here.post("/api/v1/me/password", {"current_password": PASSWORD, "new_password": "password1"})
    assert (weak.status_code, list(weak.json()["error"]["details"]["fields"])) == (422, ["new_password"])
    answer = here.post("/api/v1/me/password", {"current_password": PASSWORD, "new_password": new})
    assert answer.status_code == 204
    assert here.get("/api/v1/me").status_code == 200
    assert elsewhere.get("/api/v1/me").status_code == 401


def test_roles_are_asked_for_and_laid_down(signed_in):
    person = UserFactory()
    client = signed_in(person)
    asked = client.post("/api/v1/me/role-requests", {"role": "producer", "note": "Tango."})
    assert asked.status_code == 201
    assert asked.json()["state"] == "open"
    assert client.get("/api/v1/me").json()["roles"] == ["learner"]
    assert client.get("/api/v1/me/role-requests").json() == [asked.json()]
    address = f"/api/v1/me/role-requests/{asked.json()['id']}"
    assert signed_in(UserFactory()).delete(address).status_code == 404
    assert client.delete(address).status_code == 204
    assert RoleRequest.objects.get().state == "withdrawn"
    assert client.post("/api/v1/me/role-requests", {"role": "administrator"}).status_code == 422
    assert client.post("/api/v1/me/role-requests", {"role": "learner"}).status_code == 409
    assert client.delete("/api/v1/me/roles/learner").status_code == 204
    assert client.delete("/api/v1/me/roles/learner").status_code == 409
    assert client.delete("/api/v1/me/roles/emperor").status_code == 404


def test_terms_are_accepted_once_per_version(signed_in):
    client = signed_in(UserFactory())
    body = {"terms_version": "2026-11", "is_of_age": True}
    for _ in range(2):
        answer = client.post("/api/v1/me/terms", body)
        assert answer.json()["must_accept"] is False
    assert client.post("/api/v1/me/terms", {**body, "terms_version": "1"}).status_code == 422


def test_notices_come_newest_first_in_pages_and_are_marked(signed_in):
    person = UserFactory()
    for number in range(3):
        notify(person, "courses.approved", title=f"Notice {number}", letter=False)
    notify(UserFactory(), "courses.approved", title="Another's", letter=False)
    client = signed_in(person)
    first = client.get("/api/v1/me/notices?page_size=2").json()
    second = client.get(f"/api/v1/me/notices?page_size=2&cursor={first['next_cursor']}").json()
    titles = [notice["title"] for notice in first["results"] + second["results"]]
    assert titles == ["Notice 2", "Notice 1", "Notice 0"]

    address = f"/api/v1/me/notices/{first['results'][0]['id']}"
    assert client.patch(address, {"is_read": True}).json()["is_read"] is True
    assert len(client.get("/api/v1/me/notices?unread=true").json()["results"]) == 2
    assert client.patch(address, {"is_read": False}).json()["is_read"] is False
    assert client.post("/api/v1/me/notices/read-all").json() == {"count": 3}
    assert client.get("/api/v1/me/notices?unread=perhaps").status_code == 422
    assert signed_in(UserFactory()).patch(address, {"is_read": True}).status_code == 404


def test_letters_are_chosen_by_area(signed_in):
    client = signed_in(UserFactory())
    assert all(choice["wants_letters"] for choice in client.get("/api/v1/me/letters").json())
    answer = client.put("/api/v1/me/letters", {"area": "courses", "wants_letters": False})
    assert {"area": "courses", "wants_letters": False} in answer.json()
    assert client.put("/api/v1/me/letters", {"area": "moon", "wants_letters": False}).status_code == 422


def test_producers_are_public_and_only_they(visitor, signed_in):
    producer = UserFactory(display_name="Ana", roles=[Role.PRODUCER])
    UserFactory(display_name="A learner")
    suspended = UserFactory(display_name="Shut", roles=[Role.PRODUCER])
    User.objects.filter(pk=suspended.pk).update(is_active=False)
    page = visitor.get("/api/v1/producers").json()
    assert [row["producer_slug"] for row in page["results"]] == ["ana"]
    body = visitor.get("/api/v1/producers/ana").json()
    assert producer.email not in str(body)
    assert {"language", "time_zone", "email"} & set(body) == set()
    assert visitor.get("/api/v1/producers/shut").status_code == 404
    assert visitor.get("/api/v1/producers/a-learner").status_code == 404
    assert TokenFamily.objects.count() == 0
