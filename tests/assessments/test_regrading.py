"""Marking attempts anew after a correction: what it would change, what it changes, who is told, and what stays."""

import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from assessments import access
from assessments.documents.corrections import forecasts
from assessments.documents.told import told_questions
from assessments.errors import NothingIsAsked, QuizIsBeingMarkedAnew, QuizWasApprovedAnew
from assessments.models import Attempt, Paper, Regrade, Regrading
from assessments.operations import regrading as work
from assessments.operations.attempts import begin_attempt, hand_in
from assessments.operations.regrading import begin_regrading, go_on, regrade
from kit.failpoints import hold
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.media import ImageFactory
from tests.factories.quizzes import (
    area,
    hotspot,
    items,
    new_quiz,
    one_of_each,
    option,
    paper_of,
    pool,
    rhythm,
    right_answers,
    stored,
)  # fmt: skip
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C6")]
LESSON = uuid.uuid4()
TRUE, FALSE = {"chosen": ["true"]}, {"chosen": ["false"]}
WHY = "The second statement was wrong, as a reader found."


@pytest.fixture
def author():
    return UserFactory(roles=[Role.PRODUCER])


@pytest.fixture(autouse=True)
def newest_paper_is_asked(monkeypatch):
    """Stands for a course that was approved: what was frozen last is asked."""

    def asked(quiz):
        newest = Paper.objects.filter(quiz=quiz).order_by("-frozen_at", "-pk").values("pk")[:1]
        return Paper.objects.filter(pk__in=list(newest.values_list("pk", flat=True)))

    monkeypatch.setattr(access, "_askings", [asked])
    monkeypatch.setattr(access, "_places", [lambda lesson: f"/courses/c/lessons/{lesson}"])


def statements(*truths, **value):
    return [stored("true_false", number, is_true=truth, **value) for number, truth in enumerate(truths)]


def handed_in(paper, *answers, learner=None):
    """An attempt with these answers in the order of the paper's questions."""
    attempt, _is_new = begin_attempt(learner or UserFactory(), paper, LESSON)
    return hand_in(attempt, dict(zip(attempt.questions, answers, strict=False)), learner=attempt.learner)


def corrected(quiz, questions):
    quiz.questions = questions
    quiz.save()
    quiz.refresh_from_db()
    return paper_of(quiz)


def marked_anew(quiz, author, *, lowers=False, reason=WHY):
    made = begin_regrading(quiz, paper=access.paper_asked_now(quiz).pk, reason=reason, lowers=lowers, actor=author)
    regrade(made.pk)
    made.refresh_from_db()
    return made


def marks(*attempts):
    return [(each.points, each.is_passed) for each in map(refreshed, attempts)]


def refreshed(attempt):
    return Attempt.objects.get(pk=attempt.pk)


def test_who_was_right_after_all_gains_and_nobody_loses(author):
    quiz = new_quiz(author, questions=statements(True, True), pass_percent=100)
    paper = paper_of(quiz)
    right, was_right, neither = handed_in(paper, TRUE, FALSE), handed_in(paper, TRUE, TRUE), handed_in(paper, FALSE)
    assert marks(right, was_right, neither) == [(1, False), (2, True), (0, False)]
    now = corrected(quiz, statements(True, False))
    told = forecasts(quiz, now)[False]
    assert (told.attempts, told.gain, told.lose, told.passing, told.failing) == (3, 1, 0, 1, 0)
    assert [(name, each.gain, each.lose) for name, each in told.corrected.items()] == [(right.questions[1], 1, 0)]
    assert marks(right, was_right, neither) == [(1, False), (2, True), (0, False)]
    made = marked_anew(quiz, author)
    assert marks(right, was_right, neither) == [(2, True), (2, True), (0, False)]
    assert (made.total, made.done, made.finished_at is None, made.actor, made.reason) == (3, 3, False, author, WHY)
    (kept,) = Regrade.objects.all()
    assert (kept.attempt, kept.points_before, kept.points_after) == (right, 1, 2)
    assert (kept.was_passed, kept.is_passed) == (False, True)
    assert kept.answers == {str(right.questions[1]): {"before": "0.00", "after": "1.00"}}
    assert refreshed(right).paper == paper


def test_where_the_author_says_so_points_are_lost_too(author):
    quiz = new_quiz(author, questions=statements(True, True), pass_percent=100)
    paper = paper_of(quiz)
    was_right, gains = handed_in(paper, TRUE, TRUE), handed_in(paper, TRUE, FALSE)
    now = corrected(quiz, statements(True, False))
    told = forecasts(quiz, now)[True]
    assert (told.gain, told.lose, told.passing, told.failing) == (1, 1, 1, 1)
    marked_anew(quiz, author, lowers=True)
    assert marks(was_right, gains) == [(1, False), (2, True)]
    lost = Notice.objects.get(person=was_right.learner)
    assert "Attempt 1: 2 → 1 of 2 points. It is not passed any more." in lost.body


def test_what_was_forecast_is_what_happens(author):
    picture = ImageFactory().pk
    quiz = new_quiz(author, questions=one_of_each(picture), pass_percent=80)
    paper = paper_of(quiz)
    attempts = []
    for leaves_out in range(12):
        attempt, _is_new = begin_attempt(UserFactory(), paper, LESSON)
        given = right_answers(attempt)
        for name in attempt.questions[leaves_out : leaves_out + 4]:
            given.pop(name)
        attempts.append(hand_in(attempt, given, learner=attempt.learner))
    questions = one_of_each(picture)
    values = {question["type"]: question["value"] for question in questions}
    values["single_choice"]["options"] = items(option("G major"), option("F major", is_right=True))
    values["numeric"]["number"] = "415"
    values["hotspot"]["areas"] = items(area("elsewhere", "90,90 99,99"))
    values["rhythm"]["pattern"] = "1 1 1 1"
    now = corrected(quiz, questions)
    for lowers in (False, True):
        told = forecasts(quiz, now)[lowers]
        before = {each.pk: (refreshed(each).points, refreshed(each).is_passed) for each in attempts}
        marked_anew(quiz, author, lowers=lowers)
        after = {each.pk: (refreshed(each).points, refreshed(each).is_passed) for each in attempts}
        pairs = [(before[pk], after[pk]) for pk in before]
        assert told.gain == sum(new[0] > old[0] for old, new in pairs)
        assert told.lose == sum(new[0] < old[0] for old, new in pairs)
        assert told.failing == sum(old[1] and not new[1] for old, new in pairs)
        assert told.lose == 0 or lowers
    assert told.lose > 0
    for attempt in map(refreshed, attempts):
        assert attempt.points == sum(attempt.answers.values_list("points", flat=True), Decimal(0))


def test_questions_that_are_gone_or_are_others_now_stay_as_they_were(author):
    picture, other = ImageFactory().pk, ImageFactory().pk
    questions = [
        stored("true_false", 1, is_true=True),
        stored("true_false", 2, is_true=True),
        stored("single_choice", 3, options=items(option("a", is_right=True), option("b"))),
        hotspot(4, picture, area("a", "0,0 20,20")),
        rhythm(5, "1 1 2"),
        stored("matching", 6, pairs=items({"left": "a", "right": "b"}, {"left": "c", "right": "d"}), others=[]),
    ]
    quiz = new_quiz(author, questions=questions)
    attempt, _is_new = begin_attempt(UserFactory(), paper_of(quiz), LESSON)
    done = hand_in(attempt, right_answers(attempt), learner=attempt.learner)
    assert done.points == 6
    now = corrected(
        quiz,
        [
            stored("short_text", 2, accepted=items("true")),
            stored("single_choice", 3, options=items(option("b", is_right=True), option("c"), first=20)),
            hotspot(4, other, area("a", "50,50 70,70")),
            rhythm(5, "2 1 1", tempo=60),
            stored("matching", 6, pairs=items({"left": "a", "right": "e"}, {"left": "c", "right": "d"}), others=[]),
        ],
    )
    assert forecasts(quiz, now)[True].corrected == {}
    marked_anew(quiz, author, lowers=True)
    assert (marks(done), Regrade.objects.count(), Notice.objects.count()) == ([(6, True)], 0, 0)
    assert [each["result"]["is_right"] for each in told_questions(refreshed(done), with_answers=True)] == [True] * 6


def test_questions_of_pools_are_corrected_too_and_points_stay_what_they_were(author):
    def pooled(truth, points):
        return [pool(1, 1, *[stored("true_false", number, is_true=truth, points=points) for number in (1, 2)])]

    quiz = new_quiz(author, questions=pooled(False, 3), pass_percent=50)
    done = handed_in(paper_of(quiz), TRUE)
    corrected(quiz, pooled(True, 7))
    marked_anew(quiz, author)
    assert (marks(done), refreshed(done).most_points) == ([(3, True)], 3)


def test_each_learner_is_told_once_of_all_their_attempts_and_why(author, run_jobs, mailoutbox):
    quiz = new_quiz(author, questions=statements(True, True, True), pass_percent=60, title="Keys")
    paper = paper_of(quiz)
    learner, untouched = UserFactory(), UserFactory()
    first = handed_in(paper, FALSE, FALSE, TRUE, learner=learner)
    second = handed_in(paper, FALSE, TRUE, FALSE, learner=learner)
    handed_in(paper, TRUE, TRUE, TRUE, learner=untouched)
    corrected(quiz, statements(False, True, True))
    marked_anew(quiz, author)
    (notice,) = Notice.objects.all()
    assert (notice.person, notice.kind, notice.title) == (learner, "learning.marked_anew", "“Keys” was marked anew")
    assert notice.body.splitlines() == [
        WHY,
        "Attempt 1: 1 → 2 of 3 points. You have passed with it.",
        "Attempt 2: 1 → 2 of 3 points. You have passed with it.",
    ]
    assert notice.url == f"/courses/c/lessons/{LESSON}/quizzes/{quiz.public_id}/attempts/{second.public_id}"
    run_jobs()
    (letter,) = [letter for letter in mailoutbox if letter.to == [learner.email]]
    assert WHY in letter.body
    assert marks(first, second) == [(2, True), (2, True)]


def test_afterwards_its_learner_is_told_the_corrected_answers(author):
    quiz = new_quiz(author, questions=statements(True, True))
    done, kept = handed_in(paper_of(quiz), TRUE, FALSE), handed_in(quiz.papers.get(), TRUE, TRUE)
    corrected(quiz, statements(True, False, feedback_right="So it is."))
    marked_anew(quiz, author)
    second = told_questions(refreshed(done), with_answers=True)[1]["result"]
    assert (second["points"], second["is_right"], second["right"]) == (1, True, FALSE)
    assert second["feedback"] == "So it is."
    # Who was right by what was said before keeps that, and is not told to be wrong.
    second = told_questions(refreshed(kept), with_answers=True)[1]["result"]
    assert (second["points"], second["is_right"], second["right"]) == (1, True, FALSE)


def test_it_goes_on_where_it_was_broken_off(author, monkeypatch):
    quiz = new_quiz(author, questions=statements(True))
    attempts = [handed_in(paper_of(quiz), FALSE) for _each in range(3)]
    paper = corrected(quiz, statements(False))
    made = begin_regrading(quiz, paper=paper.pk, reason=WHY, lowers=False, actor=author)
    passed = []

    def break_off(name):
        passed.append(name)
        if len(passed) == 2:
            raise ConnectionError(name)

    with monkeypatch.context() as breaking:
        breaking.setattr(work, "failpoint", break_off)
        with pytest.raises(ConnectionError):
            regrade(made.pk)
    made.refresh_from_db()
    assert (made.done, made.finished_at) == (1, None)
    assert (Regrade.objects.count(), Notice.objects.count()) == (1, 1)
    go_on(made)
    regrade(made.pk)
    regrade(made.pk)
    made.refresh_from_db()
    assert (made.done, made.finished_at is None) == (3, False)
    assert (Regrade.objects.count(), Notice.objects.count()) == (3, 3)
    assert marks(*attempts) == [(1, True)] * 3


def test_attempts_under_way_are_marked_by_the_correction_when_they_are_handed_in(author):
    quiz = new_quiz(author, questions=statements(True, True))
    attempt, _is_new = begin_attempt(UserFactory(), paper_of(quiz), LESSON)
    corrected(quiz, statements(False, True))
    made = marked_anew(quiz, author)
    assert (made.total, made.done) == (1, 1)
    done = hand_in(attempt, dict(zip(attempt.questions, (FALSE, TRUE), strict=True)), learner=attempt.learner)
    assert marks(done) == [(2, True)]
    assert Regrade.objects.get().points_before == 1
    # They see it at once.
    assert not Notice.objects.exists()
    # Whoever begins afterwards is asked what is right, and has nothing to be corrected.
    handed_in(access.paper_asked_now(quiz), FALSE, TRUE)
    assert Regrade.objects.count() == 1


def test_it_is_begun_once_at_a_time_by_what_was_looked_at(author, monkeypatch):
    quiz = new_quiz(author, questions=statements(True))
    with monkeypatch.context() as nowhere:
        nowhere.setattr(access, "_askings", [])
        with pytest.raises(NothingIsAsked):
            begin_regrading(quiz, paper=1, reason=WHY, lowers=False, actor=author)
    old = paper_of(quiz)
    paper = corrected(quiz, statements(False))
    with pytest.raises(QuizWasApprovedAnew):
        begin_regrading(quiz, paper=old.pk, reason=WHY, lowers=False, actor=author)
    begin_regrading(quiz, paper=paper.pk, reason=WHY, lowers=False, actor=author)
    with pytest.raises(QuizIsBeingMarkedAnew):
        begin_regrading(quiz, paper=paper.pk, reason=WHY, lowers=False, actor=author)
    assert Regrading.objects.count() == 1


def test_what_a_mark_was_before_stays_written_down(author):
    quiz = new_quiz(author, questions=statements(True))
    handed_in(paper_of(quiz), FALSE)
    corrected(quiz, statements(False))
    made = marked_anew(quiz, author)
    for forge in (lambda: Regrade.objects.update(points_before=1), lambda: Regrade.objects.all().delete()):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            forge()
    values = {"quiz": quiz, "paper": made.paper, "actor": author, "reason": WHY, "total": 0}
    Regrading.objects.create(**values)
    for wrong in ({}, {"reason": "", "finished_at": made.finished_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Regrading.objects.create(**{**values, **wrong})


@pytest.mark.django_db(transaction=True)
def test_an_attempt_that_is_handed_in_while_it_is_marked_anew_is_marked_by_the_correction(author):
    attempt, handing_in, marking = raced(author)
    assert (handing_in, marking) == (None, None)
    assert marks(attempt) == [(1, True)]
    assert Regrade.objects.get().points_before == 0


@pytest.mark.django_db(transaction=True)
def test_without_waiting_for_who_hands_in_it_would_be_missed(author, monkeypatch):
    apply = work._regrade_one

    def looked_at_first(regrading, attempt, correction):
        if attempt.handed_in_at is not None:
            apply(regrading, attempt, correction)
            return
        Regrading.objects.update(reached_learner=attempt.learner_id, reached_attempt=attempt.pk)

    monkeypatch.setattr(work, "_regrade_one", looked_at_first)
    attempt, _handing_in, _marking = raced(author, waits=False)
    assert marks(attempt) == [(0, False)]


def raced(author, *, waits=True):
    """Somebody has looked for corrections and found none, and hands in while all is marked anew."""
    quiz = new_quiz(author, questions=statements(True))
    attempt, _is_new = begin_attempt(UserFactory(), paper_of(quiz), LESSON)
    paper = corrected(quiz, statements(False))
    with hold("assessments.corrections_read") as held:
        handing_in = Runner(lambda: hand_in(attempt, {attempt.questions[0]: FALSE}, learner=attempt.learner) and None)
        held.wait_until_reached()
        made = begin_regrading(quiz, paper=paper.pk, reason=WHY, lowers=False, actor=author)
        marking = Runner(lambda: regrade(made.pk))
        if waits:
            wait_for_a_lock_queue(marking)
        else:
            marking.outcome()
    return attempt, handing_in.outcome(), marking.outcome()


def page(person, quiz, **sent):
    client = Client()
    client.force_login(person)
    address = reverse("quiz_regrade", args=[quiz.public_id])
    return client.post(address, sent) if sent else client.get(address)


def test_its_author_looks_first_and_sees_how_far_it_is(author, run_jobs):
    quiz = new_quiz(author, questions=statements(True, True))
    paper = paper_of(quiz)
    handed_in(paper, TRUE, FALSE)
    assert "as they are now approved" in page(author, quiz).content.decode()
    now = corrected(quiz, statements(True, False))
    body = page(author, quiz).content.decode()
    assert "Question 1" in body
    assert f'value="{now.pk}"' in body
    refused = page(author, quiz, paper=paper.pk, reason=WHY).content.decode()
    assert "approved anew meanwhile" in refused
    assert f'value="{now.pk}"' in refused
    assert page(author, quiz, paper=now.pk, reason=" ").status_code == 200
    assert not Regrading.objects.exists()
    assert page(author, quiz, paper=now.pk, reason=WHY).status_code == 302
    body = page(author, quiz).content.decode()
    assert "0 of 1 attempts were looked at." in body
    assert "Look again" in body
    run_jobs()
    body = page(author, quiz).content.decode()
    assert WHY in body
    assert author.display_name in body
    assert Regrade.objects.count() == 1


def test_one_whose_job_was_given_up_is_taken_up_again(author, run_jobs):
    quiz = new_quiz(author, questions=statements(True))
    handed_in(paper_of(quiz), FALSE)
    paper = corrected(quiz, statements(False))
    made = Regrading.objects.create(quiz=quiz, paper=paper, actor=author, reason=WHY, total=1)
    assert "broken off" in page(author, quiz).content.decode()
    assert page(author, quiz, go_on="1").status_code == 302
    run_jobs()
    made.refresh_from_db()
    assert made.finished_at is not None


def test_nobody_else_marks_it_anew(author):
    quiz = new_quiz(author, questions=statements(True))
    paper = paper_of(quiz)
    for person in (UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER])):
        assert page(person, quiz).status_code in {302, 404}
        assert page(person, quiz, paper=paper.pk, reason=WHY).status_code in {302, 404}
    assert page(UserFactory(roles=[Role.PRODUCER]), quiz).status_code == 404
    assert not Regrading.objects.exists()
