from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.enums import Availability, EnrolmentState
from courses.models import Enrolment, LessonProgress
from courses.operations import progress
from courses.operations.enrolment import leave_course
from courses.operations.progress import EventKind, ProgressEvent, record_progress, trace_of
from kit import clock
from kit.failpoints import hold
from tests.factories.published import learner_of, live_course
from tests.races import Runner, wait_for_a_lock_queue

COMPLETE, UNDO, START, POSITION = EventKind.COMPLETE, EventKind.UNDO, EventKind.START, EventKind.POSITION
ENROLLED = clock.now() - timedelta(days=10)


def ago(minutes):
    return clock.now() - timedelta(minutes=minutes)


def event(lesson, kind, at, sequence=0, position=None):
    return ProgressEvent(lesson.public_id, kind, at, sequence, position)


def a_learner(made):
    return learner_of(made.course, enrolled_at=ENROLLED)


def row_of(person, lesson):
    return LessonProgress.objects.get(learner=person, lesson=lesson)


@pytest.mark.django_db
@pytest.mark.covers("req-C5")
def test_the_life_of_a_lesson():
    made = live_course(lessons=1)
    person, lesson = a_learner(made), made.lessons[0]
    record_progress(person, [event(lesson, START, ago(50))])
    assert not row_of(person, lesson).is_completed
    record_progress(person, [event(lesson, POSITION, ago(40), position=90)])
    record_progress(person, [event(lesson, COMPLETE, ago(30))])
    record_progress(person, [event(lesson, UNDO, ago(20))])
    row = row_of(person, lesson)
    assert (row.is_completed, row.position_seconds) == (False, 90)
    assert row.last_access_at - row.first_access_at >= timedelta(minutes=29)
    assert row.completed_at is not None


@pytest.mark.django_db
@pytest.mark.covers("fault-R4")
def test_the_later_of_complete_and_undo_wins_whenever_it_arrives():
    made = live_course(lessons=1)
    person, lesson = a_learner(made), made.lessons[0]
    at = ago(30)
    record_progress(person, [event(lesson, UNDO, at, 5)])
    record_progress(person, [event(lesson, COMPLETE, at, 4)])
    assert not row_of(person, lesson).is_completed
    record_progress(person, [event(lesson, COMPLETE, at, 6)])
    assert row_of(person, lesson).is_completed
    record_progress(person, [event(lesson, UNDO, at - timedelta(seconds=1), 99)])
    assert row_of(person, lesson).is_completed


@pytest.mark.django_db
def test_client_clocks_are_held_between_enrolment_and_receipt():
    made = live_course(lessons=1)
    person, lesson = a_learner(made), made.lessons[0]
    before = clock.now()
    record_progress(person, [event(lesson, START, ago(60 * 24 * 365)), event(lesson, COMPLETE, ago(-60 * 24))])
    row = row_of(person, lesson)
    assert row.first_access_at == ENROLLED
    assert before <= row.last_access_at <= clock.now()
    assert row.completed_at == row.marked_at == row.last_access_at


times = st.integers(0, 5).map(lambda minutes: ENROLLED + timedelta(minutes=minutes - 1))
events = st.builds(
    lambda kind, at, sequence, position: (kind, at, sequence, position),
    st.sampled_from(list(EventKind)),
    times,
    st.integers(0, 2),
    st.none() | st.integers(0, 3),
)
histories = st.lists(events, min_size=1, max_size=7)


def trace(one):
    kind, at, sequence, position = one
    return trace_of(
        ProgressEvent(uuid4(), kind, at, sequence, position),
        not_before=ENROLLED,
        not_after=ENROLLED + timedelta(minutes=3),
    )


@given(events, events, events)
def test_joining_traces_knows_no_order_and_no_repeats(one, two, three):
    a, b, c = trace(one), trace(two), trace(three)
    assert a.joined(b) == b.joined(a)
    assert a.joined(b).joined(c) == a.joined(b.joined(c))
    assert a.joined(a) == a


@pytest.mark.django_db
@pytest.mark.covers("req-C5", "fault-R4")
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories, data=st.data())
def test_any_order_repetition_and_batching_leaves_the_same_row(history, data):
    """The database joins as the traces do, however the events are cut into requests."""
    made = live_course(lessons=1)
    lesson = made.lessons[0]
    shuffled = data.draw(st.permutations(history + data.draw(st.lists(st.sampled_from(history), max_size=3))))
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(shuffled) - 1)), max_size=3)))
    found = []
    for sequence, bounds in ((history, [0, len(history)]), (shuffled, [0, *cuts, len(shuffled)])):
        person = a_learner(made)
        for start, end in pairwise(bounds):
            batch = [event(lesson, kind, at, number, position) for kind, at, number, position in sequence[start:end]]
            record_progress(person, batch)
        fields = (name for name in vars(row_of(person, lesson)) if name not in {"_state", "id", "learner_id"})
        found.append({name: getattr(row_of(person, lesson), name) for name in fields})
    assert found[0] == found[1]


@pytest.mark.django_db
def test_the_course_is_complete_with_its_last_lesson_and_stays_so():
    made = live_course(lessons=2)
    person = a_learner(made)
    one, two = made.lessons
    record_progress(person, [event(one, COMPLETE, ago(3))])
    assert Enrolment.objects.get(learner=person).state == EnrolmentState.ACTIVE
    record_progress(person, [event(two, COMPLETE, ago(2))])
    done = Enrolment.objects.get(learner=person)
    assert (done.state, done.last_lesson) == (EnrolmentState.COMPLETED, two)
    record_progress(person, [event(one, UNDO, ago(1))])
    made.publish_more(1)
    record_progress(person, [event(made.lessons[2], COMPLETE, ago(0))])
    again = Enrolment.objects.get(learner=person)
    assert (again.state, again.completed_at) == (EnrolmentState.COMPLETED, done.completed_at)


@pytest.mark.django_db
def test_a_lesson_taken_off_the_course_is_not_waited_for():
    made = live_course(lessons=2)
    person = a_learner(made)
    one, two = made.lessons
    made.take_off(two)
    record_progress(person, [event(one, COMPLETE, ago(3))])
    assert Enrolment.objects.get(learner=person).state == EnrolmentState.COMPLETED


@pytest.mark.django_db
def test_events_of_closed_lessons_are_named_and_leave_nothing():
    mine, closed = live_course(lessons=1), live_course(lessons=1)
    withdrawn, left = live_course(lessons=1, availability=Availability.WITHDRAWN), live_course(lessons=1)
    person = a_learner(mine)
    learner_of(withdrawn.course, person)
    learner_of(left.course, person)
    leave_course(left.course, person, actor=person)
    batch = [event(made.lessons[0], COMPLETE, ago(1)) for made in (closed, mine, withdrawn, left)]
    recorded = record_progress(person, [*batch, ProgressEvent(uuid4(), START, ago(1))])
    assert recorded.refused == [0, 2, 3, 4]
    assert [row.lesson for row in LessonProgress.objects.all()] == [mine.lessons[0]]


@pytest.mark.django_db
def test_a_write_is_two_statements_whatever_the_course_and_the_batch():
    """Where it finishes the course, one more defers what follows; the first in a quarter keeps the day, by two."""
    counts = set()
    for size in (11, 2000):
        made = live_course(lessons=size)
        person, moment = a_learner(made), ago(1)
        for batch in (made.lessons[:1], made.lessons[:10]):
            with CaptureQueriesContext(connection) as captured:
                record_progress(person, [event(lesson, COMPLETE, moment) for lesson in batch])
            counts.add((len(batch), len([query for query in captured if "SAVEPOINT" not in query["sql"]])))
    assert counts == {(1, 4), (10, 2)}


def finish_both_at_once(made, person, hold_at="courses.progress_read"):
    """Two devices complete one of two lessons each; the first stands between its read and its write, or as told."""
    one, other = made.lessons
    with hold(hold_at) as held:
        first = Runner(lambda: record_progress(person, [event(one, COMPLETE, clock.now())]))
        held.wait_until_reached()
        second = Runner(lambda: record_progress(person, [event(other, COMPLETE, clock.now())]))
        wait_for_a_lock_queue(second)
    assert [len(each.outcome().lessons) for each in (first, second)] == [1, 1]
    return Enrolment.objects.get(learner=person).state


@pytest.mark.django_db(transaction=True)
def test_two_devices_finishing_together_complete_the_course():
    made = live_course(lessons=2)
    assert finish_both_at_once(made, a_learner(made)) == EnrolmentState.COMPLETED


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_neither_sees_the_others_lesson(monkeypatch):
    """The second device's write has begun, and waits for the seat's row, while the first has not committed."""
    monkeypatch.setattr(progress, "_SEATS", progress._SEATS.replace("FOR NO KEY UPDATE OF enrolment", ""))
    made = live_course(lessons=2)
    assert finish_both_at_once(made, a_learner(made), hold_at="courses.progress_written") == EnrolmentState.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_two_devices_finishing_together_complete_the_course_wherever_the_first_stands():
    made = live_course(lessons=2)
    assert finish_both_at_once(made, a_learner(made), hold_at="courses.progress_written") == EnrolmentState.COMPLETED


@pytest.mark.django_db
@pytest.mark.parametrize("order", [1, -1])
def test_a_course_learned_in_any_order_or_at_once_is_complete_with_its_last_lesson(order):
    made = live_course(lessons=4)
    person = a_learner(made)
    for lesson in made.lessons[::order][:3]:
        record_progress(person, [event(lesson, COMPLETE, ago(3))])
        assert Enrolment.objects.get(learner=person).state == EnrolmentState.ACTIVE
    record_progress(person, [event(made.lessons[::order][3], COMPLETE, ago(2))])
    assert Enrolment.objects.get(learner=person).state == EnrolmentState.COMPLETED
    together = a_learner(made)
    record_progress(together, [event(lesson, COMPLETE, ago(2)) for lesson in made.lessons])
    assert Enrolment.objects.get(learner=together).state == EnrolmentState.COMPLETED


@pytest.mark.django_db
def test_a_lesson_undone_in_the_same_request_keeps_the_course_open():
    made = live_course(lessons=2)
    person = a_learner(made)
    one, two = made.lessons
    record_progress(person, [event(one, COMPLETE, ago(5))])
    record_progress(person, [event(one, UNDO, ago(2)), event(two, COMPLETE, ago(2))])
    assert Enrolment.objects.get(learner=person).state == EnrolmentState.ACTIVE


@pytest.mark.django_db
def test_a_late_undo_of_a_lesson_completed_since_does_not_keep_the_course_open():
    made = live_course(lessons=2)
    person = a_learner(made)
    one, two = made.lessons
    record_progress(person, [event(one, COMPLETE, ago(2))])
    record_progress(person, [event(one, UNDO, ago(5)), event(two, COMPLETE, ago(1))])
    assert Enrolment.objects.get(learner=person).state == EnrolmentState.COMPLETED


@pytest.mark.django_db
def test_one_request_about_two_courses_moves_both_seats():
    made = [live_course(lessons=2), live_course(lessons=1)]
    person = a_learner(made[0])
    learner_of(made[1].course, person, enrolled_at=ENROLLED)
    batch = [event(lesson, COMPLETE, ago(9 - place)) for place, lesson in enumerate(made[0].lessons + made[1].lessons)]
    record_progress(person, [batch[0], batch[2]])
    seats = Enrolment.objects.filter(learner=person).order_by("pk")
    assert [seat.last_lesson for seat in seats] == [made[0].lessons[0], made[1].lessons[0]]
    assert [seat.state for seat in seats] == [EnrolmentState.ACTIVE, EnrolmentState.COMPLETED]
    assert [seat.last_access_at for seat in seats] == [batch[0].at, batch[2].at]
