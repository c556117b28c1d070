"""Writing a course together over HTTP."""

import pytest

from accounts.enums import Role
from courses.enums import AuthorState
from courses.models import Course, CourseAuthor
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree

pytestmark = pytest.mark.django_db


def test_inviting_answering_and_leaving(signed_in):
    owner, guest = UserFactory(display_name="Ana", roles=[Role.PRODUCER]), UserFactory(roles=[Role.PRODUCER])
    course = course_tree(owner).course
    base = f"/api/v1/me/teaching/{course.public_id}"
    at_owners, at_guests = signed_in(owner), signed_in(guest)

    asked = at_owners.post(f"{base}/invitations", {"email": guest.email})
    assert (asked.status_code, asked.json()["state"]) == (201, "open")
    assert at_guests.get(f"{base}/authors").status_code == 404
    [invitation] = at_guests.get("/api/v1/me/invitations").json()
    assert (invitation["course_title"], invitation["invited_by"]) == (course.title, "Ana")
    answered = at_guests.post(f"/api/v1/me/invitations/{invitation['id']}", {"accept": True})
    assert answered.json() == {"course_id": str(course.public_id)}

    shown = at_guests.get(f"{base}/authors").json()
    assert (shown["owner"], len(shown["authors"]), shown["invitations"]) == ("Ana", 1, [])
    assert at_guests.post(f"{base}/invitations", {"email": "x@example.org"}).status_code == 403
    assert at_guests.delete(f"{base}/authors/{shown['authors'][0]['id']}").status_code == 204
    assert not CourseAuthor.objects.exclude(state=AuthorState.LEFT).exists()


def test_declining_taking_back_and_handing_over(signed_in):
    owner, heir = UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.PRODUCER])
    course = course_tree(owner).course
    base = f"/api/v1/me/teaching/{course.public_id}"
    at_owners, at_heirs = signed_in(owner), signed_in(heir)
    offer = {"email": heir.email, "kind": "owner"}

    first = at_owners.post(f"{base}/invitations", offer).json()
    assert at_heirs.post(f"/api/v1/me/invitations/{first['id']}", {"accept": False}).json() == {"course_id": None}
    second = at_owners.post(f"{base}/invitations", offer).json()
    assert len(at_owners.get(f"{base}/authors").json()["invitations"]) == 1
    assert at_owners.delete(f"{base}/invitations/{second['id']}").status_code == 204
    assert at_heirs.post(f"/api/v1/me/invitations/{second['id']}", {"accept": True}).status_code == 409
    third = at_owners.post(f"{base}/invitations", offer).json()
    at_heirs.post(f"/api/v1/me/invitations/{third['id']}", {"accept": True})
    assert Course.objects.get().owner == heir


def test_of_others_courses_nothing_is_said(signed_in):
    course = course_tree().course
    stranger = signed_in(UserFactory(roles=[Role.PRODUCER]))
    base = f"/api/v1/me/teaching/{course.public_id}"
    assert stranger.get(f"{base}/authors").status_code == 404
    assert stranger.post(f"{base}/invitations", {"email": "x@example.org"}).status_code == 404
    administrator = signed_in(UserFactory(roles=[Role.ADMINISTRATOR]))
    assert administrator.get(f"{base}/authors").status_code == 200
