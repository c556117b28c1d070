"""Lessons of a cohort open with its start, and its learners are told of it once (ADR 0057, 0061)."""

from datetime import timedelta

import pytest

from courses.access import opening_of
from courses.documents.learning import courses_in_hand, lessons_in_hand
from courses.enums import EnrolmentSource
from courses.models import Enrolment, LessonProgress, ToldStart
from courses.operations import cohort_notices
from courses.operations.choosing_cohorts import choose_cohort
from courses.operations.cohort_notices import tell_starts
from courses.operations.cohorts import CohortTerms, change_cohort
from courses.operations.enrolment import enrol_learner
from courses.operations.opening_notices import tell_openings
from courses.operations.progress import EventKind
from kit import clock
from kit.failpoints import hold
from notices.models import Notice
from tests.courses.test_openings import open_to
from tests.factories.accounts import UserFactory
from tests.factories.cohorts import cohort_of
from tests.factories.pace import paced_course, say_of, tell
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = pytest.mark.covers("req-C15")


def with_preview(tree):
    say_of(tree.lessons[4], is_preview=True)
    say_of(tree.lessons[1], opens="after_days", opens_after_days=2)


def member_of(course, cohort, **seat):
    learner = UserFactory()
    enrol_learner(course, learner, source=EnrolmentSource.BOUGHT, actor=None)
    if cohort is not None:
        choose_cohort(course, learner, cohort.public_id)
    Enrolment.objects.filter(learner=learner).update(**({"source": "bought"} | seat))
    return learner


def told(learner):
    return list(Notice.objects.filter(person=learner).order_by("pk").values_list("title", flat=True))


@pytest.mark.django_db
def test_lessons_open_with_the_cohort_and_days_count_from_its_start():
    made = paced_course(with_preview)
    cohort = cohort_of(made.course, days=7)
    learner = member_of(made.course, cohort)
    lesson = made.tree.lessons[0].lesson
    assert open_to(learner, made) == [5]
    assert tell(learner, made.tree.lessons[0], kind=EventKind.START).refused == [0]
    waits = opening_of(learner, lesson.public_id)
    assert (waits.opens_at, waits.waits_for, waits.needs_cohort) == (cohort.starts_at, None, False)
    first, second, *_rest = lessons_in_hand(learner, made.course.slug)
    assert (first.is_open, first.opens_at) == (False, cohort.starts_at)
    assert second.opens_at == cohort.starts_at + timedelta(days=2)
    with clock.held_at(cohort.starts_at - timedelta(seconds=1)):
        assert open_to(learner, made) == [5]
    with clock.held_at(cohort.starts_at):
        assert open_to(learner, made) == [1, 3, 4, 5]
    with clock.held_at(cohort.starts_at + timedelta(days=2)):
        assert open_to(learner, made) == [1, 2, 3, 4, 5]


@pytest.mark.django_db
def test_who_comes_late_is_where_the_cohort_is():
    made = paced_course(with_preview)
    cohort = cohort_of(made.course, days=-3, closes_at=clock.now() + timedelta(days=1))
    assert open_to(member_of(made.course, cohort), made) == [1, 2, 3, 4, 5]


@pytest.mark.django_db
def test_who_has_yet_to_choose_waits_for_that_alone():
    made = paced_course(with_preview)
    cohort_of(made.course)
    learner = member_of(made.course, None)
    assert open_to(learner, made) == [5]
    waits = opening_of(learner, made.tree.lessons[1].lesson.public_id)
    assert (waits.opens_at, waits.needs_cohort) == (None, True)
    (course,) = courses_in_hand(learner, size=1)
    assert (course.must_choose, course.cohort) == (True, None)
    assert [lesson.needs_cohort for lesson in lessons_in_hand(learner, made.course.slug)] == [True] * 4 + [False]


@pytest.mark.django_db
def test_what_was_open_stays_open_in_a_later_cohort():
    made = paced_course(with_preview)
    cohort = cohort_of(made.course, days=3)
    learner = member_of(made.course, cohort)
    with clock.held_at(cohort.starts_at):
        tell(learner, made.tree.lessons[0], kind=EventKind.START)
    assert LessonProgress.objects.count() == 1
    assert open_to(learner, made) == [1, 5]


@pytest.mark.django_db
def test_learners_are_told_the_day_before_and_at_the_start_and_once_each():
    made = paced_course(lambda tree: say_of(tree.lessons[1], opens="after_days", opens_after_days=2))
    cohort = cohort_of(made.course, days=3)
    learner = member_of(made.course, cohort)
    undecided = member_of(made.course, None)
    assert tell_starts() == 0
    with clock.held_at(cohort.starts_at - timedelta(hours=23)):
        newcomer = member_of(made.course, cohort, enrolled_at=clock.now())
        assert (tell_starts(), tell_starts()) == (1, 0)
    with clock.held_at(cohort.starts_at + timedelta(minutes=3)):
        assert (tell_starts(), tell_starts(), tell_openings()) == (2, 0, 0)
    with clock.held_at(cohort.starts_at + timedelta(days=2, minutes=3)):
        assert (tell_starts(), tell_openings()) == (0, 2)
    title = "“Salsa from the first step”"
    assert told(learner) == [f"{title} starts tomorrow", f"{title} has started", "“Lesson 2” has opened"]
    assert told(newcomer) == [f"{title} has started", "“Lesson 2” has opened"]
    assert told(undecided) == []


@pytest.mark.django_db
def test_of_another_start_they_are_told_again():
    made = paced_course(with_preview)
    cohort = cohort_of(made.course, days=3)
    learner = member_of(made.course, cohort)
    with clock.held_at(cohort.starts_at - timedelta(hours=5)):
        tell_starts()
        moved = cohort.starts_at + timedelta(days=5)
        change_cohort(cohort, CohortTerms(cohort.name, moved), actor=made.tree.owner)
    with clock.held_at(moved - timedelta(hours=5)):
        assert tell_starts() == 1
    assert [title.rpartition("”")[2] for title in told(learner)] == [
        " starts tomorrow",
        " starts at another time",
        " starts tomorrow",
    ]


def two_at_once(*, waits):
    made = paced_course(with_preview)
    learner = member_of(made.course, cohort_of(made.course, days=0.5), enrolled_at=clock.now() - timedelta(days=3))
    with hold("courses.starts_marked") as held:
        first = Runner(cohort_notices._tell_some)
        held.wait_until_reached()
        second = Runner(cohort_notices._tell_some)
        if waits:
            wait_for_a_lock_queue(second)
        else:
            second.outcome()
        held.release()
        return sorted([first.outcome(), second.outcome()]), len(told(learner))


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_tell_it_once():
    assert two_at_once(waits=True) == ([0, 1], 1)
    assert ToldStart.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_marker_both_would_tell_it(monkeypatch):
    marked = cohort_notices._STARTING
    start, end = marked.index("    INSERT INTO courses_toldstart"), marked.index("\n)\nSELECT told.learner_id")
    instead = "    SELECT learner AS learner_id, cohort AS cohort_id, is_reminder FROM starting"
    monkeypatch.setattr(cohort_notices, "_STARTING", marked[:start] + instead + marked[end:])
    assert two_at_once(waits=False) == ([1, 1], 2)
