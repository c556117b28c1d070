"""The counts beside the catalogue's filters follow every change, and the rows behind them are not read for nothing."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Profile
from courses.documents import facets
from courses.documents.catalogue import Filters
from courses.documents.facets import count_facets
from courses.models import Course, CourseDocument, CourseFigures
from taxonomy.models import Category, Level
from tests.factories.accounts import UserFactory
from tests.factories.published import live_course
from tests.races import PATIENCE, Runner

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def course(monkeypatch):
    monkeypatch.setattr(facets, "_counted", None)
    course = live_course(price_minor=900).course
    documents = CourseDocument.objects.filter(course=course)
    documents.update(
        category=Category.objects.create(slug="mime", name="Mime"), level=Level.objects.create(slug="old", name="Old")
    )
    return course


def prices():
    return count_facets(Filters())[1]["price"]


def test_rows_read_while_a_change_was_being_made_are_read_again():
    """The version moves before the commit: a reader in between has old rows under the new version."""
    made, may_commit = threading.Event(), threading.Event()

    def change():
        with transaction.atomic():
            CourseFigures.objects.update(price_minor=0)
            made.set()
            assert may_commit.wait(PATIENCE)

    writer = Runner(change)
    assert made.wait(PATIENCE)
    assert prices() == {"paid": 1}
    may_commit.set()
    assert writer.outcome() is None
    facets._counted.read_at -= facets.UNSETTLED_SECONDS
    assert prices() == {"free": 1}


def test_rows_read_while_nobody_changed_anything_are_kept():
    prices()
    facets._counted.read_at -= facets.UNSETTLED_SECONDS
    with CaptureQueriesContext(connection) as captured:
        assert prices() == {"paid": 1}
    assert len(captured) == 1
    facets._counted.read_at -= facets.KEPT_SECONDS
    with CaptureQueriesContext(connection) as captured:
        assert prices() == {"paid": 1}
    assert len(captured) == 3


def test_counts_follow_terms_people_and_what_is_featured(course):
    def found(**filters):
        return count_facets(Filters(**filters))[0]

    assert count_facets(Filters())[1]["category"] == {"mime": 1}
    Category.objects.filter(slug="mime").update(slug="clown")
    assert count_facets(Filters())[1]["category"] == {"clown": 1}
    Level.objects.filter(slug="old").update(slug="new")
    assert count_facets(Filters())[1]["level"] == {"new": 1}
    Course.objects.update(is_featured=True)
    assert found(featured=True) == 1
    Profile.objects.filter(person=course.owner).update(producer_slug="ada")
    assert found(producer="ada") == 1
    Course.objects.update(owner=UserFactory())
    assert found(producer="ada") == 0
