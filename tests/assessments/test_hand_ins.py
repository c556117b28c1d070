"""Writing, handing in and giving back, by rules that the database keeps too."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from assessments.documents import written_briefs
from assessments.enums import HandInState
from assessments.errors import (
    AssignmentIsDone,
    DraftChangedElsewhere,
    HandInIsLate,
    HandInWaits,
    MarkedMeanwhile,
    NoRoundsLeft,
    NothingToHandIn,
)
from assessments.models import Brief, HandIn
from assessments.operations.briefs import write_briefs
from assessments.operations.hand_ins import Asked, Draft, give_back, hand_in, keep_draft
from kit import clock
from kit.errors import InvalidInput
from kit.failpoints import hold
from tests.factories.accounts import UserFactory
from tests.factories.assignments import brief_of, marks, new_assignment, rubric
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]
LESSON = uuid.uuid4()


@pytest.fixture
def learner():
    return UserFactory()


@pytest.fixture
def teacher():
    return UserFactory()


def asked_by(joined_at=None, **rules):
    return Asked(brief_of(new_assignment(**rules)), LESSON, joined_at or clock.now())


def handed_in(learner, asked, number=1, text="My bars."):
    return hand_in(learner, asked, Draft(number, 0, text))


def accept(one, teacher, **said):
    return give_back(
        one, **{"is_accepted": True, "marks": {}, "points": Decimal(7), "feedback": "", **said}, actor=teacher
    )


def ask_again(one, teacher, feedback="Slower."):
    return give_back(one, is_accepted=False, marks={}, points=None, feedback=feedback, actor=teacher)


def test_a_text_is_drafted_handed_in_given_back_done_again_and_accepted(learner, teacher):
    asked = asked_by()
    draft = keep_draft(learner, asked, Draft(1, 0, "My first"))
    assert (draft.state, draft.edition, draft.number) == ("draft", 1, 1)
    draft = keep_draft(learner, asked, Draft(1, 1, "My first bars"))
    done = hand_in(learner, asked, Draft(1, 2, "My first bars."))
    assert (done.state, done.text, done.edition) == ("handed_in", "My first bars.", 3)
    back = ask_again(done, teacher)
    assert (back.state, back.points, back.returned_by) == ("again", None, teacher)
    second = handed_in(learner, asked, 2, "My better bars.")
    assert (second.pk != done.pk, second.number) == (True, 2)
    accepted = accept(second, teacher, feedback=" Well done. ")
    assert (accepted.state, accepted.points, accepted.given, accepted.feedback) == ("accepted", 7, 7, "Well done.")
    with pytest.raises(AssignmentIsDone):
        handed_in(learner, asked, 3)
    assert HandIn.objects.count() == 2


def test_handing_in_twice_changes_nothing_and_nothing_is_written_meanwhile(learner):
    asked = asked_by()
    done = handed_in(learner, asked)
    assert handed_in(learner, asked, text="Other bars.").text == "My bars."
    with pytest.raises(HandInWaits):
        keep_draft(learner, asked, Draft(1, 1, "More"))
    with pytest.raises(HandInWaits):
        keep_draft(learner, asked, Draft(2, 0, "More"))
    assert HandIn.objects.get() == done


def test_a_window_that_has_not_seen_the_latest_text_undoes_nothing(learner):
    asked = asked_by()
    keep_draft(learner, asked, Draft(1, 0, "Here"))
    with pytest.raises(DraftChangedElsewhere):
        keep_draft(learner, asked, Draft(1, 0, "There"))
    with pytest.raises(DraftChangedElsewhere):
        hand_in(learner, asked, Draft(1, 0, "There"))
    # The same text once more is what a device sends that did not hear the answer.
    assert keep_draft(learner, asked, Draft(1, 0, "Here")).edition == 1
    assert HandIn.objects.get().state == "draft"


@pytest.mark.parametrize("number", [2, 3])
def test_rounds_follow_one_another(learner, number):
    with pytest.raises(DraftChangedElsewhere):
        handed_in(learner, asked_by(), number)
    assert not HandIn.objects.exists()


def test_a_round_that_came_back_is_not_written_any_more(learner, teacher):
    asked = asked_by()
    ask_again(handed_in(learner, asked), teacher)
    with pytest.raises(DraftChangedElsewhere):
        keep_draft(learner, asked, Draft(1, 1, "More"))
    assert handed_in(learner, asked, 1).state == "again"


def test_nothing_is_not_handed_in_and_no_text_where_none_is_taken(learner):
    with pytest.raises(NothingToHandIn):
        handed_in(learner, asked_by(), text=" \n ")
    assert not HandIn.objects.exists()
    with pytest.raises(InvalidInput):
        handed_in(learner, asked_by(takes_text=False, takes_video=True))


def test_reviewers_read_the_rules_in_words():
    due = datetime(2026, 12, 3, 18, 30, tzinfo=UTC)
    brief = brief_of(new_assignment(takes_sound=True, due_on=due, due_days=None, late_rule="refused", resubmissions=1))
    words = written_briefs({brief.assignment_id: brief.pk})[brief.assignment_id]["rules"]
    assert words == [
        "Takes: a text, a sound.",
        "Due on 3 December 2026, 18:30.",
        "What is late is not taken.",
        "Further rounds: 1.",
    ]


def test_it_is_due_on_the_later_of_both_days():
    now = clock.now()
    days = asked_by(joined_at=now, due_days=3, due_on=now + timedelta(days=1))
    date = asked_by(joined_at=now, due_days=3, due_on=now + timedelta(days=9))
    late = now + timedelta(days=5)
    with clock.held_at(late):
        assert handed_in(UserFactory(), days).due_at == now + timedelta(days=3)
        on_time = handed_in(UserFactory(), date)
    assert (on_time.due_at, on_time.days_late) == (now + timedelta(days=9), 0)


@pytest.mark.parametrize(
    ("late", "days"),
    [(timedelta(0), 0), (timedelta(seconds=1), 1), (timedelta(days=1), 1), (timedelta(days=1, seconds=1), 2)],
    ids=["in time", "a second", "a day", "more than a day"],
)
def test_begun_days_count_whole(learner, late, days):
    now = clock.now()
    asked = asked_by(joined_at=now, due_days=1)
    with clock.held_at(now + timedelta(days=1) + late):
        assert handed_in(learner, asked).days_late == days


@pytest.mark.parametrize(
    ("rules", "points"),
    [
        ({"late_rule": "taken"}, 8),
        ({"late_rule": "percent_off", "late_percent_per_day": 10}, Decimal("6.4")),
        ({"late_rule": "percent_off", "late_percent_per_day": 40, "late_percent_most": 50}, 4),
    ],
    ids=["taken", "for each day", "at the most"],
)
def test_what_is_late_costs_what_the_rule_says(learner, teacher, rules, points):
    now = clock.now()
    asked = asked_by(joined_at=now, due_days=1, **rules)
    with clock.held_at(now + timedelta(days=2, hours=3)):
        done = accept(handed_in(learner, asked), teacher, points=Decimal(8))
    assert (done.days_late, done.given, done.points) == (2, 8, points)


def test_what_is_refused_when_late_is_taken_until_then_and_the_round_after_has_no_time(learner, teacher):
    now = clock.now()
    asked = asked_by(joined_at=now, due_days=1, late_rule="refused")
    keep_draft(learner, asked, Draft(1, 0, "Half"))
    in_time = UserFactory()
    ask_again(handed_in(in_time, asked), teacher)
    with clock.held_at(now + timedelta(days=1, seconds=1)):
        with pytest.raises(HandInIsLate):
            keep_draft(learner, asked, Draft(1, 1, "All"))
        with pytest.raises(HandInIsLate):
            hand_in(learner, asked, Draft(1, 1, "All"))
        with pytest.raises(HandInIsLate):
            handed_in(UserFactory(), asked)
        second = handed_in(in_time, asked, 2)
    assert (second.due_at, second.days_late) == (None, 0)
    assert HandIn.objects.get(learner=learner).text == "Half"


def test_a_rubric_gives_the_points(learner, teacher):
    asked = asked_by(rubric=rubric())
    one = handed_in(learner, asked)
    assert one.most_points == 10
    for wrong in ({}, {next(iter(marks(1, 1))): marks(1, 1)[next(iter(marks(1, 1)))]}, {"unknown": "level"}):
        with pytest.raises(InvalidInput):
            accept(one, teacher, marks=wrong, points=Decimal(10))
    with pytest.raises(InvalidInput):
        accept(one, teacher, marks=dict.fromkeys(marks(1, 1), "unknown"))
    assert HandIn.objects.get().state == "handed_in"
    done = accept(one, teacher, marks=marks(2, 2), points=None)
    assert (done.given, done.points, done.marks) == (8, 8, marks(2, 2))


@pytest.mark.parametrize("points", [None, Decimal(-1), Decimal("10.01")])
def test_points_are_given_within_bounds(learner, teacher, points):
    with pytest.raises(InvalidInput):
        accept(handed_in(learner, asked_by()), teacher, points=points)
    assert HandIn.objects.get().state == "handed_in"


def test_who_asks_again_says_what_for_and_only_while_there_are_rounds(learner, teacher):
    asked = asked_by(resubmissions=1)
    first = handed_in(learner, asked)
    with pytest.raises(InvalidInput):
        ask_again(first, teacher, feedback=" ")
    ask_again(first, teacher)
    second = handed_in(learner, asked, 2)
    with pytest.raises(NoRoundsLeft):
        ask_again(second, teacher)
    assert accept(second, teacher).state == "accepted"


def test_work_is_bound_to_the_brief_that_was_asked_when_it_was_handed_in(learner):
    assignment = new_assignment()
    first = brief_of(assignment)
    keep_draft(learner, Asked(first, LESSON, clock.now()), Draft(1, 0, "Bars"))
    assignment.points = 40
    assignment.save()
    second = brief_of(assignment)
    done = hand_in(learner, Asked(second, LESSON, clock.now()), Draft(1, 1, "Bars"))
    assert (done.brief, done.most_points) == (second, 40)
    assert write_briefs([assignment.pk])[assignment.pk] == second
    assert Brief.objects.count() == 2


def broken(**values):
    with pytest.raises(IntegrityError), transaction.atomic():
        HandIn.objects.update(**values)


def test_the_database_keeps_briefs_states_and_what_was_handed_in(learner, teacher):
    asked = asked_by()
    for change in (lambda: Brief.objects.update(content={}), lambda: Brief.objects.filter(pk=asked.brief.pk).delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    draft = keep_draft(learner, asked, Draft(1, 0, "Bars"))
    now = clock.now()
    broken(state="handed_in")
    broken(state="accepted", handed_in_at=now, returned_at=now, returned_by=teacher, points=1, given=1)
    broken(points=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandIn.objects.create(
            learner=learner, assignment=draft.assignment, brief=asked.brief, lesson=LESSON, number=2, most_points=1
        )
    handed_in_one = hand_in(learner, asked, Draft(1, 1, "Bars"))
    broken(text="Forged")
    broken(days_late=3)
    broken(state="draft", handed_in_at=None)
    broken(state="accepted", returned_at=now, returned_by=teacher)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandIn.objects.all().delete()
    accept(handed_in_one, teacher)
    broken(points=3)
    broken(state="handed_in", returned_at=None, returned_by=None, points=None, given=None)


@pytest.mark.django_db(transaction=True)
def test_two_windows_that_begin_at_once_begin_one_round(learner):
    asked = asked_by()
    with hold("assessments.learner_held") as held:
        first = Runner(lambda: keep_draft(learner, asked, Draft(1, 0, "Here")))
        held.wait_until_reached()
        second = Runner(lambda: keep_draft(learner, asked, Draft(1, 0, "There")))
        wait_for_a_lock_queue(second)
    assert first.outcome().text == "Here"
    assert isinstance(second.outcome(), DraftChangedElsewhere)
    assert HandIn.objects.get().text == "Here"


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_hands_in_once(learner):
    asked = asked_by()
    with hold("assessments.before_handing_in") as held:
        first = Runner(lambda: handed_in(learner, asked))
        held.wait_until_reached()
        second = Runner(lambda: handed_in(learner, asked, text="Other bars."))
        wait_for_a_lock_queue(second)
    assert [first.outcome().text, second.outcome().text] == ["My bars.", "My bars."]
    assert HandIn.objects.get().state == HandInState.HANDED_IN


@pytest.mark.django_db(transaction=True)
def test_of_two_teachers_one_gives_back(learner, teacher):
    one = handed_in(learner, asked_by())
    with hold("assessments.before_giving_back") as held:
        first = Runner(lambda: accept(one, teacher))
        held.wait_until_reached()
        second = Runner(lambda: ask_again(one, teacher))
        wait_for_a_lock_queue(second)
    assert first.outcome().state == "accepted"
    assert isinstance(second.outcome(), MarkedMeanwhile)
    assert HandIn.objects.get().feedback == ""


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_database_lets_one_through(learner, monkeypatch):
    """The control: the race above is one, and a second round at once is kept out."""
    monkeypatch.setattr("assessments.operations.hand_ins.hold_person", lambda pk: None)
    asked = asked_by()
    with hold("assessments.before_handing_in") as held:
        first = Runner(lambda: handed_in(learner, asked))
        held.wait_until_reached()
        second = Runner(lambda: handed_in(learner, asked))
        wait_for_a_lock_queue(second)
    outcomes = [first.outcome(), second.outcome()]
    assert [type(each) for each in outcomes].count(IntegrityError) == 1
    assert HandIn.objects.count() == 1
