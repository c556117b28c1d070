"""Learners are told once of lessons that have opened by time."""

from datetime import timedelta

import pytest

from courses.models import Enrolment, ToldOpening
from courses.operations import opening_notices
from courses.operations.opening_notices import tell_openings
from courses.operations.progress import EventKind
from kit import clock
from kit.failpoints import hold
from notices.models import Notice
from tests.factories.pace import paced_course, say_of, tell
from tests.factories.published import learner_of
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("req-C15")


def told(learner):
    return list(Notice.objects.filter(person=learner, kind="learning.lessons_opened").values_list("title", flat=True))


def in_days(days):
    return clock.held_at(clock.now() + timedelta(days=days))


def after_two_days(tree):
    say_of(tree.lessons[0], opens="after_days", opens_after_days=2)


@pytest.mark.django_db
def test_each_learner_hears_once_of_what_has_opened_to_them():
    made = paced_course(after_two_days)
    learner, later = learner_of(made.course), learner_of(made.course, enrolled_at=clock.now() + timedelta(days=1))
    assert tell_openings() == 0
    with in_days(2.1):
        assert tell_openings() == 1
        assert tell_openings() == 0
    assert (told(learner), told(later)) == (["“Lesson 1” has opened"], [])
    notice = Notice.objects.get(person=learner)
    assert notice.url == f"/courses/{made.course.slug}/lessons/{made.tree.lessons[0].lesson.public_id}"
    with in_days(3.1):
        assert tell_openings() == 1
    assert (len(told(learner)), told(later)) == (1, ["“Lesson 1” has opened"])


@pytest.mark.django_db
def test_what_opens_at_once_together_is_one_notice():
    made = paced_course(lambda tree: say_of(tree.chapters[0], opens="after_days", opens_after_days=2))
    learner = learner_of(made.course)
    with in_days(2.1):
        tell_openings()
    assert told(learner) == ["2 lessons have opened in “Salsa from the first step”"]
    assert ToldOpening.objects.count() == 2


@pytest.mark.django_db
def test_nobody_hears_of_what_was_open_when_they_came_or_still_waits_or_is_old_news_or_not_theirs():
    made = paced_course(
        lambda tree: [
            say_of(tree.chapters[1], opens="on_date", opens_at=clock.now() + timedelta(days=1)),
            say_of(tree.lessons[2], opens="after_previous"),
        ]
    )
    with in_days(1.5):
        newcomer = learner_of(made.course)
    learner, gone = learner_of(made.course), learner_of(made.course)
    Enrolment.objects.filter(learner=gone).update(state="left")
    with in_days(3):
        assert tell_openings() == 0, "a day later it is no news"
    with in_days(1.6):
        assert tell_openings() == 1
    assert Notice.objects.get(person=learner).url.endswith(str(made.tree.lessons[3].lesson.public_id))
    assert (told(learner), told(newcomer), told(gone)) == (["“Lesson 2” has opened"], [], [])


@pytest.mark.django_db
def test_who_opened_it_already_hears_nothing():
    made = paced_course(after_two_days)
    learner = learner_of(made.course)
    with in_days(2.1):
        tell(learner, made.tree.lessons[0], kind=EventKind.START)
        assert tell_openings() == 0


def two_at_once(made, *, waits):
    learner = learner_of(made.course, enrolled_at=clock.now() - timedelta(days=2, hours=1))
    with hold("courses.openings_marked") as held:
        first = Runner(opening_notices._tell_some)
        held.wait_until_reached()
        second = Runner(opening_notices._tell_some)
        if waits:
            wait_for_a_lock_queue(second)
        else:
            second.outcome()
        held.release()
        return sorted([first.outcome(), second.outcome()]), told(learner)


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_tell_it_once():
    told_by, notices = two_at_once(paced_course(after_two_days), waits=True)
    assert (told_by, notices) == ([0, 1], ["“Lesson 1” has opened"])


@pytest.mark.django_db(transaction=True)
def test_without_the_marker_both_would_tell_it(monkeypatch):
    marked = opening_notices._OPENED
    start, end = marked.index("    INSERT INTO courses_toldopening"), marked.index("\n)\nSELECT seat.id")
    instead = "    SELECT enrolment AS enrolment_id, lesson AS lesson_id FROM opened"
    monkeypatch.setattr(opening_notices, "_OPENED", marked[:start] + instead + marked[end:])
    told_by, notices = two_at_once(paced_course(after_two_days), waits=False)
    assert (told_by, len(notices)) == ([1, 1], 2)
