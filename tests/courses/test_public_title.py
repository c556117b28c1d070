"""What learners are told names a course as it is published, whatever its draft is called by now."""

import pytest

from courses.enums import EnrolmentSource
from courses.errors import CourseHasAPrice
from courses.operations.enrolment import enrol_learner
from tests.factories.accounts import UserFactory
from tests.factories.submissions import published_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("fault-Z7")]


def test_a_refusal_does_not_tell_the_title_of_the_draft():
    published = published_course(title="As it is out", price_minor=4900)
    draft = published.tree.page.get_latest_revision_as_object()
    draft.title = "As it will be"
    draft.save_revision()
    published.course.refresh_from_db()
    assert (published.course.title, published.course.public_title) == ("As it will be", "As it is out")
    learner = UserFactory()
    with pytest.raises(CourseHasAPrice) as refusal:
        enrol_learner(published.course, learner, source=EnrolmentSource.FREE, actor=learner)
    assert "As it is out" in str(refusal.value)
    assert "As it will be" not in str(refusal.value)
