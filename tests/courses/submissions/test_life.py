import json

import pytest

from courses.enums import Availability, PublicationState, SubmissionState
from courses.models import CourseDocument, LessonDocument
from courses.operations.rebuilding import differences_of
from tests.factories.submissions import published_course

pytestmark = pytest.mark.django_db


@pytest.mark.covers("req-C1", "req-C3")
def test_a_course_goes_from_draft_to_the_public():
    published = published_course(price_minor=4900, title="Salsa")
    course = published.course
    assert course.availability == Availability.PUBLISHED
    assert published.submission.state == SubmissionState.APPROVED
    assert course.publications.get().state == PublicationState.DONE
    document = CourseDocument.objects.live().get(course=course)
    outline = json.loads(document.outline)
    assert [entry["number"] for entry in outline["entries"]] == ["1", "2", "3"]
    assert [entry["number"] for entry in outline["entries"][0]["entries"]] == ["1.1", "1.2"]
    assert LessonDocument.objects.live().filter(course=course).count() == 5
    assert course.figures.price_minor == 4900
    assert not differences_of(course)


def test_a_submission_and_its_parts_name_themselves_in_lists():
    submission = published_course(title="Salsa").submission
    node = submission.nodes.order_by("position").first()
    assert str(submission) == "Salsa 1"
    assert str(node) == f"Salsa 1: {node.position}"
    assert str(node.content) == bytes(node.content.sha).hex()[:12]
