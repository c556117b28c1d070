"""A lesson whose quiz has to be passed is completed only by those who have passed it."""

import pytest

from assessments.access import paper_asked_now
from assessments.models import Attempt
from assessments.operations.attempts import begin_attempt, hand_in
from assessments.operations.regrading import begin_regrading
from courses.documents.quizzes import quiz_in
from courses.models import Enrolment, LessonDocument
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from courses.operations.submissions import submit_course
from kit import clock
from kit.errors import NotFound
from notices.models import Notice
from tests.factories.asking import course_with_quiz, put_into, quiz_block
from tests.factories.published import learner_of
from tests.factories.quizzes import new_quiz, right_answers, stored
from tests.factories.submissions import approve_and_publish

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]


def events(lessons, *kinds):
    return [
        ProgressEvent(page.lesson.public_id, kind, clock.now(), number)
        for page in lessons
        for number, kind in enumerate(kinds)
    ]


def complete(learner, *lessons):
    return record_progress(learner, events(lessons, EventKind.COMPLETE))


def take(learner, lesson, quiz, *, rightly):
    attempt, _is_new = begin_attempt(learner, quiz_in(lesson.lesson, quiz.public_id).paper, lesson.lesson.public_id)
    return hand_in(attempt, right_answers(attempt) if rightly else {}, learner=learner)


def test_only_who_has_passed_completes_the_lesson_and_with_it_the_course():
    made, quiz = course_with_quiz(is_required=True)
    learner = learner_of(made.course)
    first, *others = made.tree.lessons
    assert complete(learner, *others).refused == []
    refused = complete(learner, first)
    assert (refused.refused, refused.lessons) == ([0], [])
    take(learner, first, quiz, rightly=False)
    assert complete(learner, first).refused == [0]
    assert Enrolment.objects.get(learner=learner).state == "active"
    assert take(learner, first, quiz, rightly=True).is_passed
    assert complete(learner, first).refused == []
    assert Enrolment.objects.get(learner=learner).state == "completed"


def test_everything_else_of_the_lesson_is_kept_meanwhile():
    made, _quiz = course_with_quiz(is_required=True)
    learner = learner_of(made.course)
    told = events(made.tree.lessons[:1], EventKind.START, EventKind.COMPLETE, EventKind.POSITION)
    recorded = record_progress(learner, told)
    assert recorded.refused == [1]
    assert [state.is_completed for state in recorded.lessons] == [False]


def test_another_passing_it_is_not_enough_and_it_counts_wherever_one_passed():
    made, quiz = course_with_quiz(is_required=True)
    learner, other = learner_of(made.course), learner_of(made.course)
    first = made.tree.lessons[0]
    take(other, first, quiz, rightly=True)
    assert complete(learner, first).refused == [0]
    assert complete(other, first).refused == []


def test_a_quiz_that_need_not_be_passed_holds_nobody_back():
    made, _quiz = course_with_quiz()
    learner = learner_of(made.course)
    assert complete(learner, made.tree.lessons[0]).refused == []


def test_all_of_several_have_to_be_passed_and_removing_them_lets_go():
    made, quiz = course_with_quiz(is_required=True)
    tree, learner = made.tree, learner_of(made.course)
    second = new_quiz(tree.owner, title="Second", questions=[stored("true_false", 1, is_true=True)])
    put_into(tree.lessons[0], quiz_block(quiz, is_required=True), quiz_block(second, is_required=True))
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=made.reviewer)
    take(learner, tree.lessons[0], quiz, rightly=True)
    assert complete(learner, tree.lessons[0]).refused == [0]
    take(learner, tree.lessons[0], second, rightly=True)
    assert complete(learner, tree.lessons[0]).refused == []
    late = learner_of(made.course)
    put_into(tree.lessons[0])
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=made.reviewer)
    assert complete(late, tree.lessons[0]).refused == []
    with pytest.raises(NotFound):
        quiz_in(tree.lessons[0].lesson, quiz.public_id)
    # What was answered stays with who answered it.
    assert Attempt.objects.filter(learner=learner).count() == 2
    live = LessonDocument.objects.live().get(lesson=tree.lessons[0].lesson)
    assert (live.papers, live.required_quizzes) == ([], [])


def test_what_is_passed_once_it_is_marked_anew_holds_nobody_back_any_more(run_jobs):
    made, quiz = course_with_quiz(is_required=True, questions=[stored("true_false", 1, is_true=False)])
    tree, learner = made.tree, learner_of(made.course)
    first = tree.lessons[0]
    attempt, _is_new = begin_attempt(learner, quiz_in(first.lesson, quiz.public_id).paper, first.lesson.public_id)
    hand_in(attempt, {attempt.questions[0]: {"chosen": ["true"]}}, learner=learner)
    assert complete(learner, first).refused == [0]
    quiz.questions = [stored("true_false", 1, is_true=True)]
    quiz.save()
    before = paper_asked_now(quiz)
    submission = submit_course(tree.course, actor=tree.owner)
    # Handed in is not approved yet.
    assert paper_asked_now(quiz) == before == attempt.paper
    approve_and_publish(submission, reviewer=made.reviewer)
    paper = paper_asked_now(quiz)
    assert paper != before
    begin_regrading(quiz, paper=paper.pk, reason="The key was wrong.", lowers=False, actor=tree.owner)
    run_jobs()
    notice = Notice.objects.get(person=learner, kind="learning.marked_anew")
    place = f"/courses/{tree.course.slug}/lessons/{first.lesson.public_id}"
    assert notice.url == f"{place}/quizzes/{quiz.public_id}/attempts/{attempt.public_id}"
    assert complete(learner, first).refused == []
