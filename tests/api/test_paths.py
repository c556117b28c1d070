"""Paths over HTTP: what everybody reads, and how somebody stands on one."""

from datetime import timedelta

import jwt
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.models import Certificate
from courses.enums import Availability
from courses.models import Course
from kit import clock, jobs
from paths.models import PathSeat
from paths.operations.following import join_path
from paths.operations.proposals import withdraw_path
from paths.operations.writing import write_path
from tests.factories.accounts import UserFactory
from tests.factories.paths import approved, certification, courses_on, done, new_path, public_path, step
from tests.factories.published import live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C13")]


def test_everybody_reads_what_was_approved(visitor):
    ballet, tango, salsa = (live_course(title=title).course for title in ("Ballet", "Tango", "Salsa"))
    basics = public_path(title="Basics")
    path = certification(step(ballet), step(tango, salsa, needed=1, title="Choose"), title="Stage", requires=[basics])
    path.title = "Not approved"
    write_path(path, requires=[], edition=1, actor=path.owner)
    answer = visitor.get(f"/api/v1/paths/{path.slug}").json()
    assert (answer["document"]["title"], answer["document"]["valid_months"]) == ("Stage", 12)
    assert [(each["title"], each["needed"], len(each["courses"])) for each in answer["document"]["steps"]] == [
        ("Foundations", 1, 1),
        ("Choose", 1, 2),
    ]
    assert [card["document"]["title"] for card in answer["courses"]] == ["Ballet", "Tango", "Salsa"]
    assert answer["requires"] == [{"slug": basics.slug, "title": "Basics", "kind": "path"}]
    listed = visitor.get("/api/v1/paths").json()["results"]
    assert [each["title"] for each in listed] == ["Stage", "Basics"]
    assert [course["title"] for course in listed[0]["courses"]] == ["Ballet", "Tango", "Salsa"]


def test_a_course_that_went_is_left_out(visitor):
    path = public_path()
    Course.objects.filter(public_id=path.current.courses[0]).update(availability=Availability.WITHDRAWN)
    answer = visitor.get(f"/api/v1/paths/{path.slug}").json()
    assert [card["document"]["title"] for card in answer["courses"]] == ["Turns"]
    assert len(answer["document"]["steps"][0]["courses"]) == 2


def test_drafts_and_withdrawn_paths_are_not_there(visitor):
    draft, gone = new_path(title="Draft"), public_path(title="Gone")
    withdraw_path(gone, actor=gone.owner)
    for path in (draft, gone):
        assert visitor.get(f"/api/v1/paths/{path.slug}").status_code == 404
    assert visitor.get("/api/v1/paths").json()["results"] == []


def test_lists_ask_as_much_of_many_as_of_one(visitor, django_assert_num_queries):
    public_path(title="One")
    with CaptureQueriesContext(connection) as one:
        visitor.get("/api/v1/paths")
    for title in ("Two", "Three", "Four"):
        public_path(title=title)
    with django_assert_num_queries(len(one)):
        assert len(visitor.get("/api/v1/paths").json()["results"]) == 4


def test_somebody_goes_along_a_path(signed_in, django_assert_num_queries):
    path = certification()
    learner = UserFactory(display_name="Ines Moreau")
    client = signed_in(learner)
    address = f"/api/v1/me/paths/{path.slug}"
    before = client.get(address).json()
    assert (before["joined_at"], before["percent"], before["next"]["title"]) == (None, 0, "Pliés")
    assert client.post(address).status_code == 201
    assert client.post(address).status_code == 200
    first, second = courses_on(path)
    done(first, learner)
    along = client.get(address).json()
    assert (along["percent"], along["next"]["title"]) == (50, "Turns")
    assert [each["state"] for each in along["steps"][0]["courses"]] == ["done", "open"]
    done(second, learner)
    jobs.run_pending()
    end = client.get(address).json()
    assert (end["percent"], end["next"], end["certificate"]["state"]) == (100, None, "valid")
    certificate = client.get(f"/api/v1/certificates/{end['certificate']['number']}").json()
    assert (certificate["course"], certificate["path"]["slug"]) == (None, path.slug)
    assert certificate["expires_at"] == end["certificate"]["expires_at"]
    with CaptureQueriesContext(connection) as one:
        client.get("/api/v1/me/paths")
    for title in ("Two", "Three"):
        join_path(public_path(title=title), learner)
    with django_assert_num_queries(len(one)):
        assert [each["title"] for each in client.get("/api/v1/me/paths").json()] == ["Three", "Two", path.title]


def test_a_path_is_left_and_what_was_learned_counts_anew(signed_in):
    path = certification()
    client, other = signed_in(learner := UserFactory()), UserFactory()
    address = f"/api/v1/me/paths/{path.slug}"
    join_path(path, other)
    client.post(address)
    done(courses_on(path)[0], learner)
    for _again in range(2):
        assert client.delete(address).status_code == 204
    assert client.get("/api/v1/me/paths").json() == []
    assert client.get(address).json()["joined_at"] is None
    assert list(PathSeat.objects.values_list("learner", flat=True)) == [other.pk]
    assert client.post(address).json()["percent"] == 50
    done(courses_on(path)[1], learner)
    jobs.run_pending()
    end = client.get(address).json()
    assert end["completed_at"] is not None
    assert end["certificate"]["state"] == "valid"


def test_what_was_reached_is_not_left(signed_in):
    path = certification()
    client = signed_in(learner := UserFactory())
    join_path(path, learner)
    for course in courses_on(path):
        done(course, learner)
    jobs.run_pending()
    refused = client.delete(f"/api/v1/me/paths/{path.slug}")
    assert (refused.status_code, refused.json()["error"]["details"]["reason"]) == (409, "path_is_finished")
    assert PathSeat.objects.get(learner=learner).completed_at is not None


def test_what_is_missing_to_begin_is_said(signed_in):
    basics = public_path(title="Basics")
    path = public_path(title="Mastery", requires=[basics])
    client = signed_in(UserFactory())
    address = f"/api/v1/me/paths/{path.slug}"
    assert client.get(address).json()["missing"] == [{"slug": basics.slug, "title": "Basics", "kind": "path"}]
    refused = client.post(address)
    assert (refused.status_code, refused.json()["error"]["details"]["reason"]) == (409, "prerequisite_missing")
    assert client.get(address).json()["joined_at"] is None


def test_a_newer_version_is_taken_up(signed_in):
    path = public_path()
    client = signed_in(learner := UserFactory())
    join_path(path, learner)
    path.steps = new_path(step(live_course(title="Pirouettes").course)).steps
    write_path(path, requires=[], edition=path.edition, actor=path.owner)
    approved(path)
    before = client.get(f"/api/v1/me/paths/{path.slug}").json()
    assert (before["version"], before["has_newer_version"]) == (1, True)
    after = client.post(f"/api/v1/me/paths/{path.slug}/version").json()
    assert (after["version"], after["has_newer_version"], after["next"]["title"]) == (2, False, "Pirouettes")


def test_who_is_on_a_withdrawn_path_still_sees_it(signed_in):
    path = public_path()
    join_path(path, learner := UserFactory())
    withdraw_path(path, actor=path.owner)
    address = f"/api/v1/me/paths/{path.slug}"
    assert signed_in(learner).get(address).json()["is_open"] is False
    assert signed_in(UserFactory()).get(address).status_code == 404


def test_a_certification_that_ended_says_so_everywhere(visitor, signed_in):
    path = certification()
    learner = UserFactory(display_name="Ines Moreau")
    for course in courses_on(path):
        done(course, learner)
    join_path(path, learner)
    certificate = Certificate.objects.get(award=path.public_id)
    shown = f"/api/v1/certificates/{certificate.number}"
    client = signed_in(learner)
    credential = client.get(f"/api/v1/me/certificates/{certificate.number}/credential").content.decode()
    claims = jwt.decode(credential, options={"verify_signature": False})
    until = certificate.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (claims["validUntil"], claims["exp"]) == (until, int(certificate.expires_at.timestamp()))
    achievement = claims["credentialSubject"]["achievement"]
    assert (achievement["achievementType"], achievement["name"]) == ("Certification", path.title)
    assert achievement["criteria"]["id"].endswith(f"/paths/{path.slug}")
    assert visitor.get(shown).json()["name"] == "Ines Moreau"
    with clock.held_at(certificate.expires_at + timedelta(minutes=1)):
        over = visitor.get(shown).json()
        assert (over["state"], over["name"], over["path"]["title"]) == ("expired", None, path.title)
        assert visitor.get(f"{shown}/pdf").status_code == 404
        token = signed_in(learner)
        assert token.get(f"/api/v1/me/certificates/{certificate.number}/credential").status_code == 404
        mine = token.get(f"/api/v1/me/paths/{path.slug}").json()["certificate"]
        assert (mine["state"], mine["can_be_renewed"]) == ("expired", True)
        renewed = token.post(f"/api/v1/me/paths/{path.slug}/renewal")
        assert (renewed.status_code, renewed.json()["certificate"]["state"]) == (201, "valid")
