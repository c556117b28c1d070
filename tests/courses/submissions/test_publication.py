"""When an approved version becomes public, comes back, and goes."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from accounts.enums import Role
from courses.enums import (
    Availability,
    PublicationState,
)
from courses.errors import (
    CourseIsArchived,
    CourseNotPublished,
    VersionNotApproved,
)
from courses.models import CourseDocument, LessonDocument
from courses.operations.publication import (
    archive_course,
    cancel_publication,
    publish,
    publish_submission,
    restore_course,
    runs,
    take_up_abandoned,
    try_again,
    withdraw_course,
)
from courses.operations.submissions import (
    approve,
    roll_back,
    submit_course,
)
from kit import clock
from kit.errors import NotAllowed
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.courses import text
from tests.factories.submissions import published_course, ready_course, submitted_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer():
    return UserFactory(roles=[Role.REVIEWER])


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


def kinds_told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True))


def test_a_version_may_be_published_later(reviewer, run_jobs):
    tree, submission = submitted_course()
    moment = clock.now() + timedelta(days=3)
    run = approve(submission, actor=reviewer, publish_at=moment)
    run_jobs()
    publish(run.pk)
    tree.course.refresh_from_db()
    assert tree.course.availability == Availability.UNPUBLISHED
    with time_machine.travel(moment + timedelta(minutes=1), tick=False):
        run_jobs()
    tree.course.refresh_from_db()
    assert tree.course.availability == Availability.PUBLISHED
    assert kinds_told(tree.owner)[-2:] == ["courses.approved", "courses.published"]


def test_a_scheduled_publication_may_be_called_off(reviewer):
    tree, submission = submitted_course()
    run = approve(submission, actor=reviewer, publish_at=clock.now() + timedelta(days=3))
    with pytest.raises(NotAllowed):
        cancel_publication(run, actor=UserFactory())
    cancel_publication(run, actor=tree.owner)
    cancel_publication(run, actor=tree.owner)
    run.refresh_from_db()
    assert run.state == PublicationState.CANCELLED
    with time_machine.travel(clock.now() + timedelta(days=4), tick=False):
        publish(run.pk)
    assert not LessonDocument.objects.live().exists()


def test_a_lost_job_is_ordered_again(reviewer, run_jobs):
    tree, submission = submitted_course()
    approve(submission, actor=reviewer)
    connection.cursor().execute("DELETE FROM procrastinate_jobs WHERE task_name = 'courses.publish'")
    assert take_up_abandoned() == 0
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        assert take_up_abandoned() == 1
        run_jobs()
    tree.course.refresh_from_db()
    assert tree.course.availability == Availability.PUBLISHED


def test_a_publication_that_fails_says_why_and_can_be_tried_again(reviewer, run_jobs, monkeypatch):
    _tree, submission = submitted_course()
    run = approve(submission, actor=reviewer)

    def fail(*_):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(runs, "build_of", fail)
        with pytest.raises(RuntimeError):
            publish(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error) == (PublicationState.FAILED, "RuntimeError: the disk is full")
    try_again(run)
    try_again(run)
    run_jobs()
    run.refresh_from_db()
    assert (run.state, run.percent) == (PublicationState.DONE, 100)


def new_words(published, words):
    draft = published.tree.lessons[0].get_latest_revision_as_object()
    draft.content = text(words)
    draft.save_revision()
    submission = submit_course(published.course, actor=published.tree.owner)
    approve(submission, actor=published.reviewer)
    publish_submission(submission.pk)
    return submission


def live_words(published):
    return LessonDocument.objects.live().get(lesson=published.tree.lessons[0].lesson_id).body


def test_rolling_back_publishes_the_earlier_version_whole(reviewer):
    published = published_course(price_minor=4900)
    second = new_words(published, "The second text")
    assert "The second text" in live_words(published)
    with pytest.raises(NotAllowed):
        roll_back(published.course, published.submission, actor=reviewer)
    roll_back(published.course, published.submission, actor=published.tree.owner)
    publish_submission(published.submission.pk)
    published.course.refresh_from_db()
    assert published.course.published_submission == published.submission
    assert "words of lesson 1" in live_words(published)
    assert CourseDocument.objects.filter(course=published.course).count() == 1
    assert kinds_told(published.tree.owner)[-2:] == ["courses.rolled_back", "courses.published"]
    roll_back(published.course, second, actor=published.tree.owner)
    publish_submission(second.pk)
    assert "The second text" in live_words(published)


def test_only_approved_versions_come_back(reviewer, administrator):
    published = published_course()
    other = submit_course(published.course, actor=published.tree.owner)
    with pytest.raises(VersionNotApproved):
        roll_back(published.course, other, actor=published.tree.owner)
    stranger = published_course()
    with pytest.raises(VersionNotApproved):
        roll_back(published.course, stranger.submission, actor=published.tree.owner)
    archive_course(published.course, actor=published.tree.owner)
    with pytest.raises(CourseIsArchived):
        roll_back(published.course, published.submission, actor=published.tree.owner)
    withdraw_course(published.course, actor=administrator)
    with pytest.raises(NotAllowed):
        roll_back(published.course, published.submission, actor=published.tree.owner)


def test_an_archived_course_keeps_its_documents_and_takes_no_new_version():
    published = published_course()
    owner = published.tree.owner
    with pytest.raises(NotAllowed):
        archive_course(published.course, actor=UserFactory(roles=[Role.PRODUCER]))
    archive_course(published.course, actor=owner)
    archive_course(published.course, actor=owner)
    published.course.refresh_from_db()
    assert published.course.availability == Availability.ARCHIVED
    assert LessonDocument.objects.live().filter(course=published.course).count() == 5
    with pytest.raises(CourseIsArchived):
        submit_course(published.course, actor=owner)
    with pytest.raises(NotAllowed):
        restore_course(published.course, actor=UserFactory(roles=[Role.PRODUCER]))
    restore_course(published.course, actor=owner)
    restore_course(published.course, actor=owner)
    published.course.refresh_from_db()
    assert published.course.availability == Availability.PUBLISHED


def test_a_course_archived_during_its_review_stays_archived(reviewer):
    published = published_course()
    submission = submit_course(published.course, actor=published.tree.owner)
    archive_course(published.course, actor=published.tree.owner)
    approve(submission, actor=reviewer)
    publish_submission(submission.pk)
    published.course.refresh_from_db()
    assert published.course.availability == Availability.ARCHIVED
    assert published.course.published_submission == submission


def test_a_withdrawn_course_is_gone_until_it_is_restored(administrator, run_jobs):
    published = published_course()
    for nobody in (published.tree.owner, published.reviewer):
        with pytest.raises(NotAllowed):
            withdraw_course(published.course, actor=nobody)
    withdraw_course(published.course, actor=administrator, reason="A complaint")
    withdraw_course(published.course, actor=administrator)
    assert not LessonDocument.objects.live().filter(course=published.course).exists()
    assert not CourseDocument.objects.live().filter(course=published.course).exists()
    with pytest.raises(NotAllowed):
        restore_course(published.course, actor=published.tree.owner)
    restore_course(published.course, actor=administrator)
    run_jobs()
    published.course.refresh_from_db()
    assert published.course.availability == Availability.PUBLISHED
    assert LessonDocument.objects.live().filter(course=published.course).count() == 5


def test_what_was_never_published_is_not_archived_withdrawn_or_restored(administrator):
    tree = ready_course()
    for change in (archive_course, withdraw_course, restore_course):
        with pytest.raises(CourseNotPublished):
            change(tree.course, actor=administrator)
