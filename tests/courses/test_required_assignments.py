"""A lesson whose work has to be accepted is completed only by those whose work was; it goes with its course."""

from decimal import Decimal

import pytest
from django.urls import reverse

from assessments.models import Assignment, Brief
from assessments.operations.hand_ins import Asked, Draft, give_back, hand_in
from courses.documents.assembly import build_of
from courses.documents.assignments import assignment_in, joined_at
from courses.documents.frozen import frozen_pages
from courses.errors import CourseNotReady
from courses.models import Enrolment, LessonDocument
from courses.operations.freezing import read_draft
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from courses.operations.readiness import problems_of
from courses.operations.rebuilding import differences_of
from courses.operations.submissions import submit_course
from kit import clock
from kit.errors import NotFound
from tests.factories.asking import put_into, quiz_block
from tests.factories.assignments import (
    assignment_block,
    course_with_assignment,
    criterion,
    new_assignment,
    rubric,
)
from tests.factories.published import learner_of
from tests.factories.quizzes import asks, new_quiz
from tests.factories.submissions import approve_and_publish, ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]


def complete(learner, *lessons):
    told = [ProgressEvent(page.lesson.public_id, EventKind.COMPLETE, clock.now(), 1) for page in lessons]
    return record_progress(learner, told)


def test_only_accepted_work_completes_the_lesson_and_with_it_the_course():
    made, assignment = course_with_assignment(is_required=True)
    learner, other = learner_of(made.course), learner_of(made.course)
    first, *others = made.tree.lessons
    assert complete(learner, *others).refused == []

    def hands_in(number, *, is_accepted, who=learner):
        asked = assignment_in(first.lesson, assignment.public_id)
        assert asked.is_required
        place = Asked(asked.brief, first.lesson.public_id, joined_at(who, first.lesson))
        one = hand_in(who, place, Draft(number, 0, "Bars"))
        assert complete(who, first).refused == [0]
        give_back(one, is_accepted=is_accepted, marks={}, points=Decimal(3), feedback="Hm.", actor=made.tree.owner)

    hands_in(1, is_accepted=True, who=other)
    assert complete(learner, first).refused == [0]
    hands_in(1, is_accepted=False)
    assert complete(learner, first).refused == [0]
    hands_in(2, is_accepted=True)
    assert complete(learner, first).refused == []
    assert Enrolment.objects.get(learner=learner).state == "completed"


def test_the_copy_names_the_briefs_beside_the_papers():
    tree = ready_course()
    quiz, work = new_quiz(tree.owner), new_assignment(tree.owner)
    put_into(tree.lessons[0], quiz_block(quiz, is_required=True), assignment_block(work, is_required=True))
    submission = submit_course(tree.course, actor=tree.owner)
    frozen = next(each for each in frozen_pages(submission) if each.page_id == tree.lessons[0].pk)
    brief = Brief.objects.get()
    assert (list(frozen.papers), frozen.briefs) == ([quiz.pk], {work.pk: brief.pk})
    work.title = "Smuggled"
    work.save()
    (plan, *_others) = build_of(submission).lessons
    body = build_of(submission).lesson_row(plan).body
    assert "Eight bars by ear" in body
    assert "Smuggled" not in body


def test_what_changed_makes_another_version_of_its_lesson_alone_and_taking_it_out_lets_go():
    made, work = course_with_assignment(is_required=True)
    tree = made.tree
    live = LessonDocument.objects.live().get(lesson=tree.lessons[0].lesson)
    assert (live.briefs, live.required_assignments) == ([Brief.objects.get().pk], [work.pk])
    assert not differences_of(made.course)
    before = {page.page_id: page.sha for page in frozen_pages(made.submission)}
    work.rubric = rubric()
    work.save()
    later = submit_course(tree.course, actor=tree.owner)
    assert {page.page_id for page in frozen_pages(later) if before[page.page_id] != page.sha} == {tree.lessons[0].pk}
    approve_and_publish(later, reviewer=made.reviewer)
    learner = learner_of(made.course)
    assert complete(learner, tree.lessons[0]).refused == [0]
    put_into(tree.lessons[0])
    approve_and_publish(submit_course(tree.course, actor=tree.owner), reviewer=made.reviewer)
    assert complete(learner, tree.lessons[0]).refused == []
    with pytest.raises(NotFound):
        assignment_in(tree.lessons[0].lesson, work.public_id)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"brief": []}, "what to do"),
        ({"takes_text": False}, "takes nothing"),
        ({"rubric": [criterion(1, "Rhythm", ("bad", 0), ("worse", 0))]}, "at least one of them"),
        ({"brief": asks("x"), "rubric": [criterion(1, "", ("a", 1), ("b", 2))]}, "required"),
        ({"rubric": [criterion(1, "A", ("a", 1), ("b", 2)), criterion(1, "B", ("a", 1), ("b", 2))]}, "same id"),
    ],
    ids=["no brief", "takes nothing", "no points", "no title", "same ids"],
)
def test_an_assignment_that_is_not_ready_keeps_the_course_from_being_handed_in(rules, said):
    tree = ready_course()
    put_into(tree.lessons[0], assignment_block(new_assignment(tree.owner, **rules)))
    with pytest.raises(CourseNotReady) as refused:
        submit_course(tree.course, actor=tree.owner)
    (problem,) = refused.value.problems
    assert problem.page_id == tree.lessons[0].pk
    assert "Eight bars by ear" in problem.message
    assert said in problem.message
    assert [each.message for each in problems_of(read_draft(tree.course))] == [problem.message]


def test_one_of_somebody_else_or_gone_keeps_it_too():
    tree = ready_course()
    put_into(tree.lessons[0], assignment_block(new_assignment()))
    with pytest.raises(CourseNotReady) as refused:
        submit_course(tree.course, actor=tree.owner)
    assert "does not write this course" in refused.value.problems[0].message
    Assignment.objects.all().delete()
    with pytest.raises(CourseNotReady):
        submit_course(tree.course, actor=tree.owner)


def test_reviewers_read_the_brief_its_rules_and_the_rubric(client):
    made, work = course_with_assignment(rubric=rubric(), due_days=14)
    client.force_login(made.reviewer)

    def page(submission):
        return client.get(reverse("review_page", args=[submission.public_id, made.tree.lessons[0].pk])).content.decode()

    shown = page(made.submission)
    for words in (
        "Eight bars by ear",
        "Write them down.",
        "Due 14 days after joining.",
        "Takes: a text.",
        "dancing (4)",
    ):
        assert words in shown, words
    work.brief = asks("Write down sixteen.")
    work.save()
    assert "Write down sixteen." in page(submit_course(made.course, actor=made.tree.owner))
