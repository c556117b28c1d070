"""What was made is there, what is gone is gone, and neither touches its neighbours (FAULTS S3)."""

import uuid

import pytest

from accounts.enums import Role
from notices.operations import notify
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.published import learner_of, live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-S3")]


@pytest.fixture
def owner():
    return UserFactory(roles=[Role.LEARNER, Role.PRODUCER])


@pytest.fixture
def course(owner):
    return live_course(owner=owner).course


def post(client, path, body=None):
    return client.post(path, body or {}, format="json", headers={"Idempotency-Key": str(uuid.uuid4())})


def gone(client, path, *, again=404):
    """Delete it, and find it deleted."""
    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == again


def test_a_role_request(signed_in):
    client = signed_in(UserFactory())
    asked = [post(client, "/api/v1/me/role-requests", {"role": role}).json() for role in ("producer", "seller")]
    gone(client, f"/api/v1/me/role-requests/{asked[0]['id']}", again=409)
    states = {each["id"]: each["state"] for each in client.get("/api/v1/me/role-requests").json()}
    assert states == {asked[0]["id"]: "withdrawn", asked[1]["id"]: "open"}
    assert post(client, "/api/v1/me/role-requests", {"role": "producer"}).json()["id"] != asked[0]["id"]


def test_a_device(signed_in, visitor):
    person = UserFactory()
    client = signed_in(person)
    other = visitor.post("/api/v1/auth/sign-in", {"email": person.email, "password": PASSWORD}, format="json").json()
    ids = {each["is_this_one"]: each["id"] for each in client.get("/api/v1/me/devices").json()}
    gone(client, f"/api/v1/me/devices/{ids[False]}")
    assert [each["id"] for each in client.get("/api/v1/me/devices").json()] == [ids[True]]
    visitor.credentials(HTTP_AUTHORIZATION=f"Bearer {other['access_token']}")
    assert visitor.get("/api/v1/me").status_code == 401
    visitor.credentials()
    refreshed = visitor.post("/api/v1/auth/refresh", {"refresh_token": other["refresh_token"]}, format="json")
    assert refreshed.status_code == 401


def test_a_role(signed_in, owner):
    client = signed_in(owner)
    gone(client, "/api/v1/me/roles/producer", again=409)
    assert [each["role"] for each in client.get("/api/v1/me/roles").json()] == ["learner"]
    assert client.patch("/api/v1/me/roles/producer", {"is_paused": True}).status_code == 409
    assert client.put("/api/v1/me/context", {"role": "producer"}).status_code == 409


def test_a_seat_and_the_review_that_needs_it(signed_in, course):
    client, path = signed_in(UserFactory()), f"/api/v1/courses/{course.slug}"
    assert post(client, f"{path}/enrolment").status_code == 201
    assert client.get(f"/api/v1/me/learning/{course.slug}").status_code == 200
    assert client.put(f"{path}/reviews/mine", {"stars": 4, "text": "Clear."}).status_code in {200, 201}
    gone(client, f"{path}/reviews/mine")
    assert client.get(f"{path}/reviews").json()["results"] == []
    assert client.delete(f"{path}/enrolment").status_code == 204
    assert client.delete(f"{path}/enrolment").status_code == 204, "leaving twice is leaving once"
    assert client.get(f"/api/v1/me/learning/{course.slug}").status_code == 404
    assert client.get("/api/v1/me/learning").json()["results"] == []
    assert post(client, f"{path}/enrolment").status_code == 201
    assert client.get(f"/api/v1/me/learning/{course.slug}").status_code == 200


def test_an_invitation(signed_in, owner, course):
    guest = UserFactory(roles=[Role.PRODUCER])
    host, invited = signed_in(owner), signed_in(guest)
    path = f"/api/v1/me/teaching/{course.public_id}"
    sent = post(host, f"{path}/invitations", {"email": guest.email}).json()["id"]
    assert [each["id"] for each in invited.get("/api/v1/me/invitations").json()] == [sent]
    gone(host, f"{path}/invitations/{sent}", again=409)
    assert invited.get("/api/v1/me/invitations").json() == []
    assert post(invited, f"/api/v1/me/invitations/{sent}", {"accept": True}).status_code == 409
    assert host.get(f"{path}/authors").json()["authors"] == []


def test_a_co_author(signed_in, owner, course):
    guest = UserFactory(roles=[Role.PRODUCER])
    host, invited = signed_in(owner), signed_in(guest)
    path = f"/api/v1/me/teaching/{course.public_id}"
    sent = post(host, f"{path}/invitations", {"email": guest.email}).json()["id"]
    assert post(invited, f"/api/v1/me/invitations/{sent}", {"accept": True}).status_code == 200
    (author,) = invited.get(f"{path}/authors").json()["authors"]
    gone(host, f"{path}/authors/{author['id']}")
    assert invited.get(f"{path}/authors").status_code == 404
    assert invited.get("/api/v1/me/teaching").json()["results"] == []
    assert host.get(f"{path}/authors").json()["authors"] == []


def test_a_notice_that_is_read_stays_read(signed_in):
    person = UserFactory()
    client = signed_in(person)
    notices = [notify(person, "courses.approved", title=f"No. {number}", letter=False) for number in range(2)]
    path = f"/api/v1/me/notices/{notices[0].public_id}"
    assert client.patch(path, {"is_read": True}).json()["is_read"]
    unread = client.get("/api/v1/me/notices", {"unread": "true"}).json()["results"]
    assert [each["id"] for each in unread] == [str(notices[1].public_id)]
    assert client.get("/api/v1/me").json()["unread_notices"] == 1


def test_a_person_who_signs_out_has_nothing_more(signed_in, course):
    person = learner_of(course)
    client = signed_in(person)
    assert client.get("/api/v1/me/learning").status_code == 200
    assert client.post("/api/v1/auth/sign-out").status_code == 204
    for path in ("/api/v1/me", "/api/v1/me/learning", "/api/v1/me/summary", f"/api/v1/courses/{course.slug}"):
        assert client.get(path).status_code == 401, "a token that ended is refused, not ignored"
