"""A publication whose process is killed leaves readers the old version, whole, and is taken up again."""

from datetime import timedelta

import pytest
from django.db import connection

from courses.enums import PublicationState
from courses.models import CourseDocument, CoursePublication, LessonDocument
from courses.operations.publication import take_up_abandoned
from courses.operations.rebuilding import differences_of
from courses.operations.submissions import approve, submit_course
from kit import clock
from tests.factories.courses import text
from tests.factories.submissions import published_course
from tests.killing import kill_when_reached

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.covers("fault-R6")
@pytest.mark.parametrize("place", ["publication.batch_stored", "publication.before_switch", "publication.switched"])
def test_a_killed_publication_is_taken_up_again(place, run_jobs):
    published = published_course()
    lesson = published.tree.lessons[0]
    draft = lesson.get_latest_revision_as_object()
    draft.content = text("The second text")
    draft.save_revision()
    run_jobs()
    submission = submit_course(published.course, actor=published.tree.owner)
    run = approve(submission, actor=published.reviewer)
    kill_when_reached("tests.courses.submissions.crashing", run.pk, place)
    run.refresh_from_db()
    assert run.state == PublicationState.RUNNING
    assert CourseDocument.objects.live().get(course=published.course).submission_id == published.submission.pk
    assert "The second text" not in LessonDocument.objects.live().get(lesson=lesson.lesson_id).body
    connection.cursor().execute("DELETE FROM procrastinate_jobs WHERE task_name = 'courses.publish'")
    assert take_up_abandoned() == 0
    CoursePublication.objects.update(heartbeat_at=clock.now() - timedelta(minutes=5))
    assert take_up_abandoned() == 1
    run_jobs()
    run.refresh_from_db()
    assert run.state == PublicationState.DONE
    assert "The second text" in LessonDocument.objects.live().get(lesson=lesson.lesson_id).body
    assert not differences_of(published.course)
