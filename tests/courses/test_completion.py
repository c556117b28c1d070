"""What finishes a course: every lesson that is not optional, by one rule wherever it is asked (ADR 0057)."""

import pytest

from courses.documents.learning import courses_in_hand
from courses.models import Enrolment
from courses.operations import completion
from courses.operations.completion import complete_finished
from courses.operations.progress import EventKind
from courses.operations.removal import remove_page
from tests.factories.pace import paced_course, publish, say_of, tell
from tests.factories.published import learner_of
from tests.factories.submissions import ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C5")]


def optional(*places):
    def write(tree):
        for place in places:
            say_of(tree.lessons[place], is_optional=True)

    return write


def seat(learner):
    return Enrolment.objects.get(learner=learner)


def in_hand(learner):
    [course] = courses_in_hand(learner, size=2)
    return course


def test_a_course_is_finished_without_its_optional_lessons():
    made = paced_course(optional(1, 4))
    learner = learner_of(made.course)
    first, second, third, fourth, _fifth = made.tree.lessons
    tell(learner, first, second)
    assert (in_hand(learner).percent, in_hand(learner).lessons_completed, in_hand(learner).needed_completed) == (
        33,
        2,
        1,
    )
    tell(learner, third)
    assert seat(learner).state == "active"
    tell(learner, fourth)
    assert seat(learner).state == "completed"
    assert (in_hand(learner).percent, in_hand(learner).needed_count, in_hand(learner).lesson_count) == (100, 3, 5)
    assert courses_in_hand(learner, size=2, finished=True)
    assert not courses_in_hand(learner, size=2, finished=False)


def test_optional_lessons_alone_finish_nothing():
    made = paced_course(optional(3, 4))
    learner = learner_of(made.course)
    tell(learner, *made.tree.lessons[3:])
    assert seat(learner).state == "active"
    assert in_hand(learner).percent == 0


def test_who_has_done_all_that_a_new_version_needs_is_completed_by_it_and_nobody_else(monkeypatch):
    heard = []
    monkeypatch.setattr(completion, "_finishers", [lambda learner, course: heard.append((learner, course))])
    tree = ready_course()
    made = publish(tree)
    done, nearly, idle = learner_of(made.course), learner_of(made.course), learner_of(made.course)
    left = learner_of(made.course)
    tell(done, *tree.lessons[:4])
    tell(left, *tree.lessons[:4])
    Enrolment.objects.filter(learner=left).update(state="left")
    tell(nearly, *tree.lessons[:3])
    say_of(tree.lessons[4], is_optional=True)
    publish(tree)
    assert complete_finished(made.course.pk) == 1
    assert [seat(one).state for one in (done, nearly, idle, left)] == ["completed", "active", "active", "left"]
    assert heard == [(done.pk, made.course.pk)]
    assert complete_finished(made.course.pk) == 0
    assert heard == [(done.pk, made.course.pk)]


def test_nobody_loses_a_completion_when_more_is_needed():
    tree = ready_course()
    say_of(tree.lessons[4], is_optional=True)
    made = publish(tree)
    learner = learner_of(made.course)
    tell(learner, *tree.lessons[:4])
    finished_at = seat(learner).completed_at
    say_of(tree.lessons[4], is_optional=False)
    publish(tree)
    complete_finished(made.course.pk)
    tell(learner, tree.lessons[4], kind=EventKind.START)
    assert (seat(learner).state, seat(learner).completed_at) == ("completed", finished_at)
    assert in_hand(learner).percent == 80


def test_a_lesson_that_is_taken_off_holds_nobody_back():
    tree = ready_course()
    made = publish(tree)
    learner = learner_of(made.course)
    tell(learner, *tree.lessons[:4])
    remove_page(tree.lessons[4], actor=tree.owner)
    publish(tree)
    assert complete_finished(made.course.pk) == 1
    assert seat(learner).state == "completed"
