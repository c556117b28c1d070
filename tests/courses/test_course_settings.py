"""Who sets what of a course: seats and an early address its authors, everything else administrators."""

import pytest
from django.test import Client

from accounts.enums import Role
from courses.models import Course
from courses.operations.course_settings import CourseSettings, change_settings, commission_of
from kit import clock
from kit.errors import InvalidInput, NotAllowed, NotFound
from tests.factories.accounts import UserFactory
from tests.factories.courses import course_tree

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B3")]


@pytest.fixture
def tree():
    return course_tree(title="Tango")


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


def publish_once(course):
    Course.objects.filter(pk=course.pk).update(first_published_at=clock.now())
    course.refresh_from_db()


def test_authors_set_seats_but_not_below_those_taken(tree):
    Course.objects.filter(pk=tree.course.pk).update(seats_taken=3)
    assert change_settings(tree.course, CourseSettings(seat_limit=5), actor=tree.owner).seat_limit == 5
    with pytest.raises(InvalidInput):
        change_settings(tree.course, CourseSettings(seat_limit=2), actor=tree.owner)
    assert Course.objects.get(pk=tree.course.pk).seat_limit == 5


def test_authors_choose_the_words_of_an_address_until_it_is_public(tree):
    other = course_tree(title="Milonga")
    changed = change_settings(tree.course, CourseSettings(None, slug=other.course.slug), actor=tree.owner)
    assert changed.slug.startswith(other.course.slug)
    assert changed.slug != other.course.slug
    publish_once(tree.course)
    with pytest.raises(NotAllowed):
        change_settings(tree.course, CourseSettings(None, slug="mine"), actor=tree.owner)
    assert Course.objects.get(pk=tree.course.pk).slug == changed.slug


def test_administrators_choose_a_free_address(tree, administrator):
    publish_once(tree.course)
    other = course_tree(title="Milonga")
    assert change_settings(tree.course, CourseSettings(None, slug="tango"), actor=administrator).slug == "tango"
    with pytest.raises(InvalidInput):
        change_settings(other.course, CourseSettings(None, slug="tango"), actor=administrator)


@pytest.mark.parametrize(
    "wanted", [CourseSettings(None, is_featured=True), CourseSettings(None, commission_basis_points=100)]
)
def test_featured_and_commission_are_administrators(tree, administrator, wanted):
    with pytest.raises(NotAllowed):
        change_settings(tree.course, wanted, actor=tree.owner)
    course = Course.objects.get(pk=tree.course.pk)
    assert (course.is_featured, commission_of(course)) == (False, None)
    changed = change_settings(tree.course, wanted, actor=administrator)
    assert changed.is_featured or commission_of(changed) == 100


def test_for_a_stranger_there_is_no_such_course(tree):
    stranger = UserFactory(roles=[Role.PRODUCER])
    with pytest.raises(NotFound):
        change_settings(tree.course, CourseSettings(seat_limit=1), actor=stranger)
    client = Client()
    client.force_login(stranger)
    assert client.get(f"/admin/courses/{tree.course.public_id}/settings/").status_code == 404
    assert client.post(f"/admin/courses/{tree.course.public_id}/settings/", {"seat_limit": "1"}).status_code == 404


def test_the_page_hides_what_one_may_not_set_and_ignores_it_when_sent(tree, administrator):
    path = f"/admin/courses/{tree.course.public_id}/settings/"
    client = Client()
    client.force_login(tree.owner)
    page = client.get(path).content.decode()
    assert 'name="seat_limit"' in page
    assert 'name="is_featured"' not in page
    sent = {"slug": tree.course.slug, "seat_limit": "7", "is_featured": "on", "commission_basis_points": "0"}
    assert client.post(path, sent).status_code == 302
    course = Course.objects.get(pk=tree.course.pk)
    assert (course.seat_limit, course.is_featured, commission_of(course)) == (7, False, None)
    client.force_login(administrator)
    assert client.post(path, sent).status_code == 302
    course.refresh_from_db()
    assert (course.is_featured, commission_of(course)) == (True, 0)
