"""The authors' question queue in the admin."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from courses.enums import Availability
from courses.models import Course
from discussions.models import Answer, Question
from discussions.operations.asking import take_back_question
from tests.factories.accounts import UserFactory
from tests.factories.courses import CourseTree
from tests.factories.discussions import answered, asked
from tests.factories.published import learner_of, live_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C11", "fault-Z1", "fault-X1")]


def at(person):
    client = Client()
    client.force_login(person)
    return client


def page_of(question):
    return reverse("question_desk", args=[question.public_id])
