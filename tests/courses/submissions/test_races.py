"""What happens when two things happen to one course at the same moment."""

import json
import time

import pytest
from django.db import connection

from accounts.enums import Role
from courses.enums import PublicationReason, PublicationState, SubmissionState
from courses.errors import CourseInReview, SubmissionDecided
from courses.models import Course, CourseDocument, CourseSubmission, LessonDocument
from courses.operations.publication import publish, request_publication, withdraw_course
from courses.operations.rebuilding import differences_of
from courses.operations.submissions import approve, submit_course, withdraw
from courses.operations.tree import add_lesson
from kit.failpoints import hold
from tests.factories.accounts import UserFactory
from tests.factories.courses import text
from tests.factories.submissions import published_course, ready_course, submitted_course
from tests.races import PATIENCE, Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.django_db(transaction=True)


def rewrite(lesson, words):
    draft = lesson.get_latest_revision_as_object()
    draft.content = text(words)
    return draft.save_revision()


def test_a_course_handed_in_twice_at_once_is_in_review_once():
    tree = ready_course()
    with hold("submit_course.locked") as held:
        first = Runner(lambda: submit_course(tree.course, actor=tree.owner))
        held.wait_until_reached()
        second = Runner(lambda: submit_course(tree.course, actor=tree.owner))
        wait_for_a_lock_queue(second)
        held.release()
        assert isinstance(first.outcome(), CourseSubmission)
        assert isinstance(second.outcome(), CourseInReview)
    assert tree.course.submissions.count() == 1


@pytest.mark.parametrize("first_is", ["approve", "withdraw"])
def test_approved_and_withdrawn_at_once_is_only_the_first(first_is):
    tree, submission = submitted_course()
    reviewer = UserFactory(roles=[Role.REVIEWER])
    moves = {
        "approve": ("decide.taken", lambda: approve(submission, actor=reviewer)),
        "withdraw": ("withdraw.taken", lambda: withdraw(submission, actor=tree.owner)),
    }
    place, work = moves.pop(first_is)
    ((_, other),) = moves.values()
    with hold(place) as held:
        first = Runner(work)
        held.wait_until_reached()
        second = Runner(other)
        wait_for_a_lock_queue(second)
        held.release()
        assert not isinstance(first.outcome(), Exception)
        assert isinstance(second.outcome(), SubmissionDecided)
    submission.refresh_from_db()
    wanted = {"approve": SubmissionState.APPROVED, "withdraw": SubmissionState.WITHDRAWN}[first_is]
    assert submission.state == wanted
    assert tree.course.publications.count() == (first_is == "approve")


def test_editing_goes_on_while_a_course_is_frozen_and_does_not_reach_the_copy():
    tree = ready_course()
    lesson, moved, gone = tree.lessons[:3]
    with hold("submit_course.frozen") as held:
        sending = Runner(lambda: submit_course(tree.course, actor=tree.owner))
        held.wait_until_reached()
        revision = lesson.latest_revision
        revision.content = {**revision.content, "title": "Overwritten by autosave"}
        revision.save()
        rewrite(lesson, "Written meanwhile")
        add_lesson(tree.page, title="Added meanwhile", actor=tree.owner, content=text("New"))
        moved.move(tree.chapters[1], pos="last-child")
        gone.delete()
        held.release()
        submission = sending.outcome()
    approve(submission, actor=UserFactory(roles=[Role.REVIEWER]))
    publish(submission.publications.get().pk)
    document = CourseDocument.objects.live().get(course=tree.course)
    entries = json.loads(document.outline)["entries"]
    assert [entry["title"] for entry in entries] == ["Chapter 1", "Chapter 2", "Coda"]
    assert [entry["title"] for entry in entries[0]["entries"]] == ["Lesson 1", "Lesson 2"]
    assert [entry["title"] for entry in entries[1]["entries"]] == ["Lesson 1", "Lesson 2"]
    body = LessonDocument.objects.live().get(lesson=lesson.lesson_id).body
    assert "words of lesson 1" in body
    assert "Written meanwhile" not in body


def second_version(published, words):
    rewrite(published.tree.lessons[0], words)
    submission = submit_course(published.course, actor=published.tree.owner)
    return approve(submission, actor=published.reviewer)


def test_of_two_publications_the_later_one_wins_even_if_it_ends_first():
    published = published_course()
    second = second_version(published, "The second text")
    with hold("publication.before_switch") as held:
        slow = Runner(lambda: publish(second.pk))
        held.wait_until_reached()
        third = second_version(published, "The third text")
        publish(third.pk)
        held.release()
        assert slow.outcome() is None
    states = {run.pk: run.state for run in published.course.publications.all()}
    assert (states[second.pk], states[third.pk]) == (PublicationState.SUPERSEDED, PublicationState.DONE)
    published.course.refresh_from_db()
    assert published.course.published_submission_id == third.submission_id
    assert "The third text" in LessonDocument.objects.live().get(lesson=published.tree.lessons[0].lesson_id).body
    assert not differences_of(published.course)


def test_one_run_done_by_two_workers_at_once_is_done_once():
    published = published_course()
    run = second_version(published, "The second text")
    with hold("publication.before_switch", count=2) as held:
        workers = [Runner(lambda: publish(run.pk)) for _ in range(2)]
        held.wait_until_reached()
        held.wait_until_reached()
        held.release()
        assert [worker.outcome() for worker in workers] == [None, None]
    run.refresh_from_db()
    assert run.state == PublicationState.DONE
    assert not differences_of(published.course)


def test_what_one_run_cleans_away_another_makes_again():
    published = published_course()
    second = second_version(published, "The second text")
    with hold("publication.before_switch") as held:
        slow = Runner(lambda: publish(second.pk))
        held.wait_until_reached()
        LessonDocument.objects.filter(course=published.course, is_live=False).delete()
        held.release()
        assert slow.outcome() is None
    assert not differences_of(published.course)


SNAPSHOT = """
SELECT s.number, d.outline, array_agg(l.body ORDER BY l.position)
FROM courses_coursedocument d
JOIN courses_coursesubmission s ON s.id = d.submission_id
JOIN courses_lessondocument l ON l.course_id = d.course_id AND l.is_live
WHERE d.course_id = %s AND d.is_live GROUP BY s.number, d.outline
"""


def read_as_a_visitor(course):
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT, [course.pk])
        return cursor.fetchall()


def test_readers_see_the_old_or_the_new_version_whole_and_never_wait():
    published = published_course()
    lesson = published.tree.lessons[0]
    draft = lesson.get_latest_revision_as_object()
    draft.title = "Version two"
    draft.content = text("Words of version two")
    draft.save_revision()
    submission = submit_course(published.course, actor=published.tree.owner)
    run = approve(submission, actor=published.reviewer)
    with hold("publication.switched") as held:
        publishing = Runner(lambda: publish(run.pk))
        held.wait_until_reached()
        ((number, outline, bodies),) = read_as_a_visitor(published.course)
        assert number == 1
        assert "Version two" not in outline
        assert not any("version two" in body for body in bodies)
        held.release()
        assert publishing.outcome() is None
    ((number, outline, bodies),) = read_as_a_visitor(published.course)
    assert number == 2
    assert "Version two" in outline
    assert sum("Words of version two" in body for body in bodies) == 1


def test_a_reader_who_keeps_reading_never_sees_a_mixture():
    published = published_course()
    lesson = published.tree.lessons[0]
    seen = []
    done = []

    def keep_reading():
        while not done:
            for number, outline, bodies in read_as_a_visitor(published.course):
                seen.append((f"Title {number}" in outline, any(f"Text {number}." in body for body in bodies), number))

    def wait_until_read(wanted):
        deadline = time.monotonic() + PATIENCE
        while not any(number == wanted for _, _, number in tuple(seen)):
            assert time.monotonic() < deadline, f"version {wanted} was never read"
            time.sleep(0.01)

    reader = Runner(keep_reading)
    wait_until_read(1)
    for number in range(2, 7):
        draft = lesson.get_latest_revision_as_object()
        draft.title = f"Title {number}"
        draft.content = text(f"Text {number}.")
        draft.save_revision()
        submission = submit_course(published.course, actor=published.tree.owner)
        publish(approve(submission, actor=published.reviewer).pk)
    wait_until_read(6)
    done.append(True)
    assert reader.outcome() is None
    assert all(title and words for title, words, number in seen if number > 1)


def test_a_withdrawal_stops_a_publication_that_is_under_way():
    published = published_course()
    run = second_version(published, "The second text")
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    with hold("publication.before_switch") as held:
        publishing = Runner(lambda: publish(run.pk))
        held.wait_until_reached()
        withdraw_course(published.course, actor=administrator)
        held.release()
        assert publishing.outcome() is None
    run.refresh_from_db()
    assert run.state == PublicationState.CANCELLED
    assert not LessonDocument.objects.live().filter(course=published.course).exists()
    assert not CourseDocument.objects.live().filter(course=published.course).exists()


def test_a_run_is_ordered_under_the_lock_of_its_course():
    """Requests follow each other, so that the later one has the greater key."""
    published = published_course()
    first = request_publication(published.submission, reason=PublicationReason.ROLL_BACK, actor=published.reviewer)
    second = request_publication(published.submission, reason=PublicationReason.ROLL_BACK, actor=published.reviewer)
    publish(second.pk)
    publish(first.pk)
    first.refresh_from_db()
    assert first.state == PublicationState.SUPERSEDED
    assert Course.objects.get(pk=published.course.pk).published_submission_id == published.submission.pk
