"""Cohorts in the admin: made, changed and cancelled by who writes the course; learners found and moved at the desk."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Profile
from courses.models import Cohort, Course, Enrolment
from courses.operations.plans import join_course
from desk.documents.contents import contents_of
from desk.documents.learners import Group, cohorts_of, learners_in
from kit import clock
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment
from tests.factories.cohorts import cohort_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15")]


@pytest.fixture
def course():
    made, _asked = course_with_assignment()
    return made.course


@pytest.fixture
def owner(course, client):
    Profile.objects.filter(person=course.owner).update(time_zone="Europe/Oslo")
    client.force_login(course.owner)
    return client


def at(name, course, *more):
    return reverse(name, args=[course.public_id, *(each.public_id for each in more)])


def test_the_owner_makes_a_cohort_on_their_own_clock(course, owner):
    listing = at("course_cohorts", course)
    assert "joined without a cohort" in owner.get(listing).content.decode()
    sent = {"name": "Spring", "starts_at": "2040-01-11 18:00", "closes_at": "", "seat_limit": "12"}
    assert owner.post(listing, sent).status_code == 302
    cohort = Cohort.objects.get()
    assert (cohort.starts_at, cohort.seat_limit) == (datetime(2040, 1, 11, 17, tzinfo=UTC), 12)
    page = owner.get(listing).content.decode()
    assert "11 Jan 2040, 18:00" in page
    assert "0 / 12" in page
    wrong = owner.post(listing, sent | {"starts_at": "2020-01-11 18:00"}).content.decode()
    assert "Choose a moment to come." in wrong
    assert Cohort.objects.count() == 1


def test_it_is_changed_and_cancelled_on_its_page(course, owner):
    cohort = cohort_of(course)
    join_course(course, UserFactory(), cohort.public_id)
    page = at("edit_cohort", course, cohort)
    later = clock.now().replace(second=0, microsecond=0) + timedelta(days=40)
    sent = {"name": "Summer", "starts_at": f"{later.astimezone():%Y-%m-%d %H:%M}", "seat_limit": "3"}
    assert owner.post(page, sent).status_code == 302
    cohort.refresh_from_db()
    assert (cohort.name, cohort.seat_limit) == ("Summer", 3)
    assert "1 learner" in owner.get(page).content.decode()
    assert owner.post(page, {"cancel": "yes"}).status_code == 302
    cohort.refresh_from_db()
    assert cohort.cancelled_at is not None
    gone = owner.get(page).content.decode()
    assert 'name="starts_at"' not in gone
    assert "1 learner has yet to choose a cohort." in owner.get(at("course_cohorts", course)).content.decode()
    assert "takes nobody any more" in owner.post(page, sent).content.decode()


def test_one_that_has_started_is_not_cancelled(course, owner):
    cohort = cohort_of(course, days=-1)
    page = at("edit_cohort", course, cohort)
    assert 'name="cancel"' not in owner.get(page).content.decode()
    owner.post(page, {"cancel": "yes"})
    cohort.refresh_from_db()
    assert cohort.cancelled_at is None


def test_for_others_it_does_not_exist(course, client):
    cohort = cohort_of(course)
    seat = join_course(course, UserFactory(), cohort.public_id)
    other = course_with_assignment()[0].course
    for person in (UserFactory(roles=[Role.PRODUCER]), other.owner, seat.learner):
        client.force_login(person)
        for address in (at("course_cohorts", course), at("edit_cohort", course, cohort)):
            for answer in (client.get(address), client.post(address, {"cancel": "yes"})):
                assert answer.status_code in {302, 404}
                assert "/login/" in answer.get("Location", "/login/")
    client.force_login(other.owner)
    assert client.get(at("edit_cohort", other, cohort)).status_code == 404
    cohort.refresh_from_db()
    assert cohort.cancelled_at is None


def test_the_settings_say_whether_it_is_joined_in_cohorts(course, owner):
    page = at("course_settings", course)
    assert owner.post(page, {"seat_limit": "", "slug": course.slug, "joins_by_cohort": "on"}).status_code == 302
    assert Course.objects.get(pk=course.pk).joins_by_cohort
    assert owner.post(page, {"seat_limit": "", "slug": course.slug}).status_code == 302
    assert not Course.objects.get(pk=course.pk).joins_by_cohort


def test_the_desk_finds_writes_to_and_exports_the_learners_of_one_cohort(course, owner):
    first, second = cohort_of(course, name="Early"), cohort_of(course, days=30, name="Late")
    ada = join_course(course, UserFactory(display_name="Ada"), first.public_id).learner
    join_course(course, UserFactory(display_name="Bea"), second.public_id)
    address = f"{at('learners', course)}?cohort={first.public_id}"
    page = owner.get(address).content.decode()
    assert "Ada" in page
    assert "Bea" not in page
    assert "Late" in page
    group = Group(cohort=first.public_id)
    assert [seat.learner for seat in learners_in(course, group, contents_of(course))] == [ada]
    assert group.in_words([], cohorts_of(course)) == "Everybody in the course; in the cohort “Early”"
    assert "Early" in owner.get(f"{at('announce', course)}?cohort={first.public_id}").content.decode()
    answer = owner.get(f"{at('export_learners', course)}?cohort={first.public_id}")
    (row,) = csv.DictReader(StringIO(b"".join(answer.streaming_content).decode().lstrip("\ufeff")))
    assert (row["name"], row["cohort"]) == ("Ada", "Early")
    assert row["cohort_starts"] == f"{first.starts_at:%Y-%m-%dT%H:%M:%SZ}"


def test_the_desk_moves_a_learner(course, owner):
    first, full = cohort_of(course, name="Early"), cohort_of(course, days=30, name="Late", seat_limit=1)
    seat = join_course(course, UserFactory(display_name="Ada"), first.public_id)
    page = at("learner_of_course", course, seat)
    assert "Early" in owner.get(page).content.decode()
    assert owner.post(page, {"cohort": full.public_id}).status_code == 302
    seat.refresh_from_db()
    assert seat.cohort == full
    other = join_course(course, UserFactory(), first.public_id)
    refused = owner.post(at("learner_of_course", course, other), {"cohort": full.public_id}, follow=True)
    assert "has no seats left" in refused.content.decode()
    foreign = cohort_of(course_with_assignment()[0].course)
    owner.post(page, {"cohort": foreign.public_id})
    owner.post(page, {"cohort": "x"})
    assert list(Enrolment.objects.filter(course=course).order_by("pk").values_list("cohort__name", flat=True)) == [
        "Late",
        "Early",
    ]
