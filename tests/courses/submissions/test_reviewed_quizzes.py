"""Quizzes are handed in, reviewed and published with the course that asks them."""

import pytest
from django.urls import reverse

from assessments.models import Paper, Quiz
from courses.documents.assembly import build_of
from courses.documents.frozen import frozen_pages
from courses.errors import CourseNotReady
from courses.models import LessonDocument
from courses.operations.freezing import read_draft
from courses.operations.readiness import problems_of
from courses.operations.rebuilding import differences_of
from courses.operations.submissions import submit_course
from tests.factories.asking import course_with_quiz, put_into, quiz_block
from tests.factories.quizzes import items, new_quiz, option, stored
from tests.factories.submissions import approve_and_publish, ready_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]


def frozen_lesson(submission, page):
    return next(each for each in frozen_pages(submission) if each.page_id == page.pk)


def test_the_copy_names_the_papers_of_its_quizzes():
    made, quiz = course_with_quiz(is_required=True)
    paper = Paper.objects.get()
    first, *others = made.tree.lessons
    assert frozen_lesson(made.submission, first).papers == {quiz.pk: paper.pk}
    assert [frozen_lesson(made.submission, lesson).papers for lesson in others] == [{}] * 4
    live = LessonDocument.objects.live().get(lesson=first.lesson)
    assert (live.papers, live.required_quizzes) == ([paper.pk], [quiz.pk])
    assert not differences_of(made.course)


def test_what_is_saved_afterwards_is_neither_reviewed_nor_asked():
    tree = ready_course()
    quiz = new_quiz(tree.owner)
    put_into(tree.lessons[0], quiz_block(quiz))
    submission = submit_course(tree.course, actor=tree.owner)
    quiz.title, quiz.questions = "Smuggled", [stored("true_false", 1, is_true=True)]
    quiz.save()
    (plan, *_others) = build_of(submission).lessons
    body = build_of(submission).lesson_row(plan).body
    assert "Keys by ear" in body
    assert "Smuggled" not in body


def test_a_quiz_that_changed_makes_another_version_of_its_lesson_alone():
    made, quiz = course_with_quiz()
    tree = made.tree
    before = {page.page_id: page.sha for page in frozen_pages(made.submission)}
    quiz.pass_percent = 80
    quiz.save()
    later = submit_course(tree.course, actor=tree.owner)
    changed = {page.page_id for page in frozen_pages(later) if before[page.page_id] != page.sha}
    assert changed == {tree.lessons[0].pk}
    approve_and_publish(later, reviewer=made.reviewer)
    assert "80" in LessonDocument.objects.live().get(lesson=tree.lessons[0].lesson).body
    assert Paper.objects.count() == 2


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ([], "no questions"),
        ([stored("single_choice", 1, options=items(option("a"), option("b")))], "exactly one"),
        ([stored("true_false", 1, content=[])], "required"),
    ],
)
def test_a_quiz_that_is_not_ready_keeps_the_course_from_being_handed_in(questions, said):
    tree = ready_course()
    quiz = new_quiz(tree.owner, questions=questions)
    put_into(tree.lessons[0], quiz_block(quiz))
    with pytest.raises(CourseNotReady) as refused:
        submit_course(tree.course, actor=tree.owner)
    (problem,) = refused.value.problems
    assert problem.page_id == tree.lessons[0].pk
    assert "Keys by ear" in problem.message
    assert said in problem.message
    # The page of what is still wanting says the same of the draft.
    assert [each.message for each in problems_of(read_draft(tree.course))] == [problem.message]


def test_a_quiz_that_came_in_while_the_course_was_copied_is_asked_for_once_more(monkeypatch):
    tree = ready_course()
    put_into(tree.lessons[0], quiz_block(new_quiz(tree.owner)))
    monkeypatch.setattr("courses.operations.freezing._asked_in_lessons", lambda values: {})
    with pytest.raises(CourseNotReady) as refused:
        submit_course(tree.course, actor=tree.owner)
    (problem,) = refused.value.problems
    assert "once more" in problem.message


def test_a_quiz_that_was_deleted_keeps_the_course_from_being_handed_in():
    tree = ready_course()
    quiz = new_quiz(tree.owner)
    put_into(tree.lessons[0], quiz_block(quiz))
    Quiz.objects.filter(pk=quiz.pk).delete()
    with pytest.raises(CourseNotReady):
        submit_course(tree.course, actor=tree.owner)


def test_reviewers_read_every_question_with_its_answers_and_what_is_new(client):
    made, quiz = course_with_quiz()
    client.force_login(made.reviewer)

    def page(submission):
        return client.get(reverse("review_page", args=[submission.public_id, made.tree.lessons[0].pk])).content.decode()

    shown = page(made.submission)
    answers = [
        "✓ G major",
        "✗ F major",
        "Élève",
        "440 ± 2.5 Hz",
        "[[slow|slowly]]",
        "1. Largo",
        "3/4 – waltz",
        "✗ tango",
    ]
    for words in ["Keys by ear", *answers]:
        assert words in shown, words
    quiz.questions = [stored("short_text", 1, accepted=items("a brand new answer"))]
    quiz.save()
    later = submit_course(made.course, actor=made.tree.owner)
    assert "a brand new answer" in page(later)
    assert "Questions of quizzes" in client.get(reverse("review_submission", args=[later.public_id])).content.decode()
