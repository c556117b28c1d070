import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from courses.enums import Availability
from courses.models import Course

pytestmark = pytest.mark.django_db


def make_course(**fields):
    owner = User.objects.create_user("Producer@example.com", "a long password", display_name="Producer")
    return Course.objects.create(owner=owner, title="Adagio", slug="adagio", **fields)


def test_a_published_course_needs_a_published_submission():
    course = make_course()
    with pytest.raises(IntegrityError, match="published_course_has_a_published_submission"), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(availability=Availability.PUBLISHED)
    course.refresh_from_db()
    assert course.availability == Availability.UNPUBLISHED


def test_seats_cannot_be_oversold():
    course = make_course(seat_limit=1, seats_taken=1)
    with pytest.raises(IntegrityError, match="course_seats_are_not_oversold"), transaction.atomic():
        Course.objects.filter(pk=course.pk).update(seats_taken=2)


def test_an_address_is_one_whatever_its_case():
    make_course()
    with pytest.raises(IntegrityError, match="user_email_is_unique_whatever_its_case"), transaction.atomic():
        User.objects.create_user("PRODUCER@EXAMPLE.COM", "a long password", display_name="Other")
