"""The explorer asks the same number of questions whatever the number of courses, one's own and others'."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from courses.models import CourseIndexPage
from courses.operations.tree import create_course
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-B3")]


def queries_of(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_choosing_among_courses_costs_no_more_with_many():
    owner, other = (UserFactory(roles=[Role.PRODUCER]) for _ in range(2))
    client = Client()
    client.force_login(owner)
    paths = ["/admin/choose-page/", "/admin/"]
    counts = []
    for number in (2, 20):
        for one in range(number):
            create_course(owner, title=f"Own {one}", actor=owner)
            create_course(other, title=f"Other {one}", actor=other)
        counts.append([queries_of(client, path) for path in paths])
    assert counts[0] == counts[1]


def test_the_list_of_courses_costs_at_most_two_queries_for_each_row_shown():
    owner = UserFactory(roles=[Role.PRODUCER])
    client = Client()
    client.force_login(owner)
    path = f"/admin/pages/{CourseIndexPage.the_one().pk}/"
    counts = []
    for _ in range(2):
        for one in range(5):
            create_course(owner, title=f"Own {one}", actor=owner)
        counts.append(queries_of(client, path))
    assert counts[1] - counts[0] <= 5 * 2
