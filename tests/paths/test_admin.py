"""Paths in the admin: officers write, propose and decide; for everybody else the pages do not exist."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from accounts.enums import Role
from courses.enums import Availability
from paths.enums import PathAvailability, VersionState
from paths.models import Path
from paths.operations.proposals import propose_path
from tests.factories.accounts import UserFactory
from tests.factories.paths import approved, new_path, officer, public_path
from tests.factories.published import live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C13", "fault-Z1", "fault-Z2")]


def at(person):
    client = Client()
    client.force_login(person)
    return client


def typed(*courses, edition=1, **fields):
    """The form as a browser sends it, with one step of these courses."""
    listed = {
        str(place): {"deleted": "", "order": place, "type": "item", "id": "", "value": course.pk}
        for place, course in enumerate(courses)
    }
    value = {"title": "Foundations", "needed": "", "courses": {"count": len(courses), **listed}}
    return nested_form_data(
        {
            "title": "Ballet from the floor up",
            "kind": "path",
            "promise": "Dance a whole class.",
            "description": "",
            "steps": streamfield([("step", value)]),
            "valid_months": "",
            "heading": "Certificate",
            "statement": "has completed",
            "layout": "classic",
            "colour": "ink",
            "signed_by": "",
            "signed_as": "",
            "edition": edition,
            **fields,
        }
    )


def test_an_officer_writes_and_proposes_and_another_approves():
    courses = [live_course(title=title).course for title in ("Pliés", "Turns")]
    writer, decider = officer(), officer()
    mine, theirs = at(writer), at(decider)
    assert mine.get(reverse("path_add")).status_code == 200
    answer = mine.post(reverse("path_add"), typed(*courses))
    path = Path.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("path", args=[path.public_id]))
    assert (path.owner, path.slug) == (writer, "ballet-from-the-floor-up")
    page = mine.get(answer.url).content.decode()
    # The editor is given the courses that were chosen.
    assert "Turns" in page
    mine.post(reverse("path_propose", args=[path.public_id]), {"note": "For the spring.", "edition": path.edition})
    version = path.versions.get()
    assert version.courses == [course.public_id for course in courses]
    address = reverse("path_version", args=[version.public_id])
    assert "Approve it" not in mine.get(address).content.decode()
    shown = theirs.get(address).content.decode()
    assert all(words in shown for words in ("Approve it", "For the spring.", "Foundations: Pliés; Turns"))
    assert "Waits for a decision" in theirs.get(reverse("paths")).content.decode()
    theirs.post(reverse("path_decide", args=[version.public_id]), {"decide": "approve", "words": ""})
    path.refresh_from_db()
    assert (path.availability, path.current) == (PathAvailability.PUBLISHED, version)


def test_who_decides_sees_what_would_change():
    path = public_path(title="Ballet")
    Path.objects.filter(pk=path.pk).update(title="Ballet for everybody")
    version = propose_path(path, actor=path.owner)
    page = at(officer()).get(reverse("path_version", args=[version.public_id])).content.decode()
    assert "<strong>Ballet for everybody</strong>" in page
    assert ">Ballet</td>" in page


def test_ones_own_is_not_decided_by_a_forged_form():
    path = new_path()
    version = propose_path(path, actor=path.owner)
    for decide in ("approve", "send_back"):
        at(path.owner).post(reverse("path_decide", args=[version.public_id]), {"decide": decide, "words": "Yes."})
    version.refresh_from_db()
    assert version.state == VersionState.PROPOSED
    at(path.owner).post(reverse("path_decide", args=[version.public_id]), {"decide": "take_back"})
    version.refresh_from_db()
    assert version.state == VersionState.TAKEN_BACK


def test_it_is_sent_back_with_words_or_not_at_all():
    path = new_path()
    version = propose_path(path, actor=path.owner)
    client, address = at(officer()), reverse("path_decide", args=[version.public_id])
    answer = client.post(address, {"decide": "send_back", "words": ""}, follow=True)
    assert "Say why." in answer.content.decode()
    client.post(address, {"decide": "send_back", "words": "Add a second style."})
    version.refresh_from_db()
    assert (version.state, version.words) == (VersionState.SENT_BACK, "Add a second style.")


def test_a_second_window_keeps_what_was_typed_and_says_why():
    path = new_path()
    course = live_course(title="Pliés").course
    address = reverse("path", args=[path.public_id])
    client = at(path.owner)
    assert client.post(address, typed(course, title="First")).status_code == 302
    answer = client.post(address, typed(course, title="Second"))
    assert answer.status_code == 200
    assert "Somebody has changed this path" in answer.content.decode()
    assert 'value="Second"' in answer.content.decode()
    assert Path.objects.get().title == "First"


def test_another_officer_reads_and_does_not_write():
    path = new_path()
    client = at(officer())
    address = reverse("path", args=[path.public_id])
    page = client.get(address).content.decode()
    assert "Keep the draft" not in page
    client.post(address, typed(live_course().course, title="Mine now"))
    client.post(reverse("path_propose", args=[path.public_id]))
    path.refresh_from_db()
    assert (path.title, path.versions.count()) == ("Ballet from the floor up", 0)


def test_a_form_cannot_make_it_public_or_somebody_elses():
    path, other = new_path(), officer()
    forged = {"availability": "published", "owner": other.pk, "current": 1, "slug": "taken-over"}
    at(path.owner).post(reverse("path", args=[path.public_id]), typed(live_course().course, title="Written", **forged))
    written = Path.objects.get()
    assert written.title == "Written"
    assert (written.availability, written.owner, written.slug) == (path.availability, path.owner, path.slug)


def test_only_certifications_hold_for_a_time():
    answer = at(officer()).post(reverse("path_add"), typed(live_course().course, valid_months=12))
    assert "Only certifications hold for a time." in answer.content.decode()
    assert not Path.objects.exists()


def test_it_is_taken_off_the_site_and_shown_again():
    path = public_path()
    client, address = at(path.owner), reverse("path_offer", args=[path.public_id])
    client.post(address, {"offer": "withdraw"})
    path.refresh_from_db()
    assert path.availability == PathAvailability.WITHDRAWN
    client.post(address, {"offer": "restore"})
    path.refresh_from_db()
    assert path.availability == PathAvailability.PUBLISHED
    at(officer()).post(address, {"offer": "withdraw"})
    path.refresh_from_db()
    assert path.availability == PathAvailability.PUBLISHED


@pytest.mark.parametrize("role", [Role.LEARNER, Role.PRODUCER])
def test_for_everybody_else_there_is_nothing(role):
    path = approved(new_path())
    version = path.current
    client = at(UserFactory(roles=[role]))
    missing = uuid.uuid4()
    for method, name, args in (
        ("get", "paths", []),
        ("get", "path_add", []),
        ("post", "path_add", []),
        *(("get", "path", [each]) for each in (path.public_id, missing)),
        *(("post", "path", [each]) for each in (path.public_id, missing)),
        *(("post", "path_propose", [each]) for each in (path.public_id, missing)),
        *(("post", "path_offer", [each]) for each in (path.public_id, missing)),
        *(("get", "path_version", [each]) for each in (version.public_id, missing)),
        *(("post", "path_decide", [each]) for each in (version.public_id, missing)),
    ):
        answer = getattr(client, method)(reverse(name, args=args))
        # Who may not open the admin at all is led away from it.
        assert answer.status_code == (302 if role is Role.LEARNER else 404)
    assert Path.objects.get() == path


def test_officers_choose_among_published_courses():
    shown, hidden = (
        live_course(title="Shown").course,
        live_course(title="Hidden", availability=Availability.UNPUBLISHED).course,
    )
    client = at(officer())
    page = client.get(reverse("course_chooser:choose_results")).content.decode()
    assert shown.title in page
    assert hidden.title not in page
    chosen = client.get(reverse("course_chooser:chosen", args=[shown.pk]))
    assert json.loads(chosen.content)["result"]["id"] == str(shown.pk)
    assert client.get(reverse("course_chooser:chosen", args=[hidden.pk])).status_code == 404
    producer = at(UserFactory(roles=[Role.PRODUCER]))
    assert producer.get(reverse("course_chooser:choose_results")).status_code == 404
    assert producer.get(reverse("course_chooser:chosen", args=[shown.pk])).status_code == 404
