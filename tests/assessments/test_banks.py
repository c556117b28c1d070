"""Banks of questions: quizzes draw from them, and what is drawn from is what was handed in."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from assessments.documents import problems_of_quiz, questions_of
from assessments.documents.banks import written_out
from assessments.documents.corrections import forecasts
from assessments.documents.reports import report_of
from assessments.documents.told import told_questions
from assessments.documents.written import draft_cards, files_in
from assessments.errors import BankIsDrawnFrom
from assessments.models import Paper, QuestionBank, Quiz
from assessments.operations.attempts import begin_attempt, hand_in
from assessments.operations.banks import hold_unless_drawn_from
from assessments.operations.papers import write_papers
from courses.errors import CourseNotReady
from courses.models import LessonDocument
from courses.operations.submissions import submit_course
from kit.failpoints import hold
from tests.factories.accounts import UserFactory
from tests.factories.asking import course_with_quiz, put_into, quiz_block
from tests.factories.media import ImageFactory
from tests.factories.quizzes import (
    area,
    asks,
    draw,
    hotspot,
    items,
    named,
    new_bank,
    new_quiz,
    paper_of,
    pool,
    right_answers,
    stored,
)
from tests.factories.submissions import approve_and_publish, ready_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]
LESSON = uuid.uuid4()
FALSE = {"chosen": ["false"]}


def statements(count, *, first=100, is_true=True, **value):
    return [stored("true_false", first + number, is_true=is_true, **value) for number in range(count)]


@pytest.fixture
def owner():
    return UserFactory()


def save(holder, questions):
    holder.questions = questions
    holder.save()
    holder.refresh_from_db()


def test_each_attempt_gets_as_many_as_are_drawn_and_not_all_the_same(owner):
    bank = new_bank(owner, questions=statements(6))
    paper = paper_of(new_quiz(owner, questions=[stored("true_false", 1, is_true=True), draw(1, bank, 3, points=2)]))
    drawn = set()
    for _each in range(12):
        attempt, _is_new = begin_attempt(UserFactory(), paper, LESSON)
        assert (len(attempt.questions), len(set(attempt.questions)), attempt.most_points) == (4, 4, 7)
        assert {str(name) for name in attempt.questions[1:]} <= {named(1000 + number) for number in range(100, 106)}
        drawn.add(frozenset(attempt.questions))
    assert len(drawn) > 1
    done = hand_in(attempt, right_answers(attempt), learner=attempt.learner)
    assert (done.points, done.is_passed) == (7, True)


def test_a_paper_holds_the_questions_themselves_and_not_the_bank(owner):
    picture = ImageFactory(uploaded_by_user=owner)
    bank = new_bank(owner, questions=[hotspot(1, picture.pk, area("clef", "0,0 9,9"))])
    quiz = new_quiz(owner, questions=[draw(1, bank)])
    first = paper_of(quiz)
    assert [block["type"] for block in first.questions] == ["pool"]
    assert first.media == files_in(first.content) == [picture.public_id]
    assert paper_of(quiz) == first
    bank.title = "Another name"
    bank.save()
    assert paper_of(quiz) == first
    save(bank, [hotspot(1, picture.pk, area("clef", "0,0 8,8"))])
    later = paper_of(quiz)
    assert later != first
    first.refresh_from_db()
    assert first.questions[0]["value"]["questions"][0]["value"]["areas"][0]["value"]["corners"] == "0,0 9,9"


def test_what_is_saved_in_the_bank_is_asked_once_it_was_handed_in_and_approved():
    tree = ready_course()
    bank = new_bank(tree.owner, questions=statements(2, content=asks("As approved")))
    quiz = new_quiz(tree.owner, questions=[draw(1, bank, 2)])
    put_into(tree.lessons[0], quiz_block(quiz))
    submission = submit_course(tree.course, actor=tree.owner)
    save(bank, statements(2, content=asks("Smuggled")))
    published = approve_and_publish(submission, reviewer=UserFactory(roles=["reviewer"]))

    def asked():
        (paper,) = LessonDocument.objects.live().get(lesson=tree.lessons[0].lesson).papers
        return {question.content[0]["value"] for question in questions_of(Paper.objects.get(pk=paper).questions)}

    assert asked() == {"<p>As approved</p>"}
    again = submit_course(tree.course, actor=tree.owner)
    assert asked() == {"<p>As approved</p>"}
    approve_and_publish(again, reviewer=UserFactory(roles=["reviewer"]))
    assert asked() == {"<p>Smuggled</p>"}
    assert published is None


@pytest.mark.parametrize(
    ("bank", "drawn", "said"),
    [
        ({"questions": statements(2)}, {"draws": 3}, "There are only 2 questions in the bank “Keys”."),
        ({"questions": []}, {}, "There are only 0 questions in the bank “Keys”."),
        ({"questions": [*statements(1), *statements(1, first=200, points=2)]}, {}, "have different points"),
        ({"questions": [stored("gaps", 1, text="no gap", from_list=False, others=[])]}, {}, "Bank “Keys”:"),
        ({"questions": statements(1) * 2}, {}, "the same id"),
    ],
    ids=["too_few", "none", "different_points", "unfit", "twice_one_id"],
)
def test_what_cannot_be_drawn_from_is_not_handed_in(bank, drawn, said):
    tree = ready_course()
    quiz = new_quiz(tree.owner, questions=[draw(1, new_bank(tree.owner, **bank), **drawn)])
    put_into(tree.lessons[0], quiz_block(quiz))
    with pytest.raises(CourseNotReady) as refused:
        submit_course(tree.course, actor=tree.owner)
    assert any(said in problem.message for problem in refused.value.problems)
    assert not Paper.objects.exists()


def test_different_points_are_fine_where_the_quiz_says_how_many_each_is_worth(owner):
    bank = new_bank(owner, questions=[*statements(1), *statements(1, first=200, points=2)])
    quiz = new_quiz(owner, questions=[draw(1, bank, 1, points=5)])
    assert problems_of_quiz(quiz) == []
    assert {question.points for question in questions_of(written_out(quiz))} == {5}
    assert draft_cards([quiz.pk])[quiz.pk]["points"] == 5


def test_one_bank_is_drawn_from_once(owner):
    bank = new_bank(owner, questions=statements(4))
    quiz = new_quiz(owner, questions=[draw(1, bank), draw(2, bank)])
    assert problems_of_quiz(quiz) == ["it draws from the bank “Keys” twice. Draw more questions at once."]


def test_no_quiz_draws_from_a_bank_of_somebody_else(owner):
    bank = new_bank(questions=statements(2))
    with pytest.raises(IntegrityError, match="banks of its owner"), transaction.atomic():
        new_quiz(owner, questions=[draw(1, bank)])
    with pytest.raises(IntegrityError, match="banks of its owner"), transaction.atomic():
        new_quiz(owner, questions=[{**draw(1, bank), "value": {"bank": 10**6, "draws": 1}}])
    mine = new_bank(owner, questions=statements(2))
    quiz = new_quiz(owner, questions=[draw(1, mine)])
    for rows in (Quiz.objects.filter(pk=quiz.pk), QuestionBank.objects.filter(pk=mine.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(owner=bank.owner)
    # Were it otherwise, nothing of the other's would be told.
    quiz.owner = bank.owner
    assert questions_of(written_out(quiz)) == []


def test_a_bank_stays_while_a_quiz_draws_from_it(owner):
    bank, free = new_bank(owner, questions=statements(2)), new_bank(owner, title="Free")
    quiz = new_quiz(owner, title="Modes", questions=[*statements(1), draw(1, bank)])
    assert list(Quiz.objects.drawing_from(bank.pk)) == [quiz]
    assert not Quiz.objects.drawing_from(free.pk).exists()
    with pytest.raises(BankIsDrawnFrom, match="“Modes”"), transaction.atomic():
        hold_unless_drawn_from(bank)
    with pytest.raises(IntegrityError, match="quizzes draw from the bank"), transaction.atomic():
        bank.delete()
    save(quiz, statements(1))
    bank.delete()
    assert list(QuestionBank.objects.all()) == [free]


def deleted(bank):
    with transaction.atomic():
        hold_unless_drawn_from(bank)
        bank.delete()


@pytest.mark.django_db(transaction=True)
def test_a_quiz_that_begins_to_draw_while_the_bank_is_deleted_waits_and_is_refused(owner):
    bank = new_bank(owner, questions=statements(2))
    with hold("assessments.bank_is_held") as held:
        deleting = Runner(lambda: deleted(bank))
        held.wait_until_reached()
        drawing = Runner(lambda: new_quiz(owner, questions=[draw(1, bank)]))
        wait_for_a_lock_queue(drawing)
    assert deleting.outcome() is None
    assert isinstance(drawing.outcome(), IntegrityError)
    assert (Quiz.objects.count(), QuestionBank.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_without_the_triggers_it_would_draw_from_a_bank_that_is_gone(owner):
    """The control: the race above is one."""
    bank = new_bank(owner, questions=statements(2))
    switch_triggers("DISABLE")
    try:
        with hold("assessments.bank_is_held") as held:
            deleting = Runner(lambda: deleted(bank))
            held.wait_until_reached()
            quiz = Runner(lambda: new_quiz(owner, questions=[draw(1, bank)])).outcome()
        assert deleting.outcome() is None
    finally:
        switch_triggers("ENABLE")
    assert problems_of_quiz(quiz) != []
    assert (Quiz.objects.count(), QuestionBank.objects.count()) == (1, 0)


def switch_triggers(to):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE assessments_quiz {to} TRIGGER assessments_quiz_draws_from_own_banks")
        cursor.execute(f"ALTER TABLE assessments_questionbank {to} TRIGGER assessments_bank_is_drawn_from")


def test_reports_and_corrections_know_a_question_by_its_id_in_the_bank(owner):
    bank = new_bank(owner, questions=statements(3))
    quiz = new_quiz(owner, questions=[draw(1, bank, 3)], pass_percent=100)
    paper = paper_of(quiz)
    for _each in range(2):
        attempt, _is_new = begin_attempt(UserFactory(), paper, LESSON)
        hand_in(attempt, {**right_answers(attempt), uuid.UUID(named(1100)): FALSE}, learner=attempt.learner)
    # The quiz asks them at another place, and the bank holds them in another order.
    save(quiz, [stored("true_false", 1, is_true=True), draw(9, bank, 2)])
    first, *others = statements(3)
    save(bank, [*others, {**first, "value": {**first["value"], "is_true": False}}])
    report = {str(each.id): each for each in report_of(quiz).questions}
    assert (report[named(1100)].asked, report[named(1100)].easiness) == (2, 0)
    assert (report[named(1101)].asked, report[named(1101)].easiness) == (2, 1)
    assert all(report[named(1100 + number)].is_asked_now for number in range(3))
    told = forecasts(quiz, paper_of(quiz))[False]
    assert [(str(name), each.gain) for name, each in told.corrected.items()] == [(named(1100), 2)]
    assert (told.gain, told.passing) == (2, 2)


def test_no_answer_of_the_bank_is_told_before_it_is_handed_in(owner):
    words = stored("short_text", 1, accepted=items("Kanarienvogel"), case_matters=False, accents_matter=False)
    bank = new_bank(owner, title="Kanarienvogel too", questions=[words, *statements(3, content=asks("Not drawn"))])
    paper = paper_of(new_quiz(owner, questions=[draw(1, bank, 1, points=1)]))
    for _each in range(6):
        attempt, _is_new = begin_attempt(UserFactory(), paper, LESSON)
        (asked,) = told_questions(attempt, with_answers=False)
        assert "Kanarienvogel" not in str(asked)
        assert str(bank.public_id) not in str(asked)


def test_freezing_many_quizzes_asks_for_their_banks_once(owner):
    def queries(count):
        banks = [new_bank(owner, questions=statements(2)) for _each in range(count)]
        quizzes = [new_quiz(owner, questions=[draw(1, bank)]).pk for bank in banks]
        write_papers(quizzes)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            draft_cards(quizzes)
        return len(caught)

    assert queries(1) == queries(5)


def test_a_quiz_without_banks_is_frozen_as_it_was_before_there_were_any(owner):
    questions = [*statements(2), pool(1, 1, *statements(2, first=300))]
    assert paper_of(new_quiz(owner, questions=questions)).questions == questions


def test_a_course_asks_what_is_drawn():
    made, quiz = course_with_quiz()
    bank = new_bank(quiz.owner, questions=statements(4))
    save(quiz, [draw(1, bank, 3)])
    approve_and_publish(submit_course(made.course, actor=made.tree.owner), reviewer=made.reviewer)
    body = LessonDocument.objects.live().get(lesson=made.tree.lessons[0].lesson).body
    assert '"question_count":3' in body.replace(" ", "")
