"""Certificates are given once, to those who have done what they ask for, and end when they must."""

import json
import re
import threading

import pytest
from django.db import IntegrityError, InternalError, transaction

from accounts.enums import Role
from accounts.models import Profile
from assessments.documents import question_in
from assessments.operations.attempts import begin_attempt, hand_in
from certificates.documents import missing_for, offer_of
from certificates.enums import CertificateState
from certificates.errors import (
    CertificateIsOver,
    CertificateNotEarned,
    CertificateWasRevoked,
    NoCertificateOffered,
    NothingChanged,
)
from certificates.models import LENGTH, SIGNS, Certificate, grouped, new_number, number_in
from certificates.operations.issuing import issue_again, issue_certificate, reissue_certificate, revoke_certificate
from certificates.tasks import catch_up
from courses.models import Enrolment, LessonDocument
from courses.operations.submissions import submit_course
from courses.operations.tree import add_lesson
from kit import jobs
from kit.errors import NotFound
from kit.failpoints import hold
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.asking import put_into, quiz_block
from tests.factories.certificates import design, finish, given_certificate, giving_course, joined
from tests.factories.courses import text
from tests.factories.quizzes import new_quiz, paper_of, right_answers
from tests.factories.submissions import Published, approve_and_publish, published_course, ready_course
from tests.races import PATIENCE, Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C8")]


def test_whoever_finishes_the_course_is_given_one():
    published = giving_course(statement="has danced through")
    learner = joined(published.course, name="Ines Moreau")
    Profile.objects.update_or_create(person=learner, defaults={"time_zone": "Pacific/Kiritimati"})
    finish(published.course, learner)
    jobs.run_pending()
    (certificate,) = Certificate.objects.of(learner)
    said = certificate.content
    assert (said["name"], said["course"]["title"]) == ("Ines Moreau", published.course.public_title)
    assert said["design"]["statement"] == "has danced through"
    assert said["producer"] == published.course.owner.display_name
    assert said["lessons"] == LessonDocument.objects.live().filter(course=published.course).count()
    assert bytes(certificate.pdf).startswith(b"%PDF")
    notice = Notice.objects.get(person=learner, kind="courses.certificate_issued")
    assert notice.url == f"/certificates/{certificate.number}"
    assert issue_certificate(learner, published.course) == (certificate, False)


def test_nobody_is_given_one_of_a_course_that_gives_none():
    published = published_course()
    learner = joined(published.course)
    finish(published.course, learner)
    jobs.run_pending()
    assert not Certificate.objects.exists()
    assert offer_of(published.course) is None
    with pytest.raises(NoCertificateOffered):
        issue_certificate(learner, published.course)


def test_before_the_last_lesson_there_is_none():
    published = giving_course()
    learner = joined(published.course)
    seat = Enrolment.objects.get(learner=learner)
    left = missing_for(seat, offer_of(published.course))
    titles = list(LessonDocument.objects.live().order_by("position").values_list("title", flat=True))
    assert [(each.kind, each.title) for each in left] == [("lesson", title) for title in titles]
    with pytest.raises(CertificateNotEarned):
        issue_certificate(learner, published.course)


def test_optional_lessons_are_not_asked_for():
    published = giving_course()
    learner = joined(published.course)
    seat = Enrolment.objects.get(learner=learner)
    offer = offer_of(published.course)
    every = missing_for(seat, offer)
    optional = LessonDocument.objects.live().order_by("position").first()
    LessonDocument.objects.filter(pk=optional.pk).update(is_optional=True)
    assert missing_for(seat, offer) == every[1:]
    quiz = paper_of(new_quiz(published.tree.owner))
    LessonDocument.objects.filter(pk=optional.pk).update(papers=[quiz.pk], required_quizzes=[quiz.quiz_id])
    assert missing_for(seat, offer) == every[1:]


def test_without_a_seat_there_is_none():
    published = giving_course()
    with pytest.raises(NotFound):
        issue_certificate(UserFactory(), published.course)


def asking_course(*, every_quiz):
    """A course that gives certificates, whose first lesson asks a quiz that need not be passed."""
    tree = ready_course(certificate=design(every_quiz=every_quiz))
    quiz = new_quiz(tree.owner)
    put_into(tree.lessons[0], quiz_block(quiz))
    submission = submit_course(tree.course, actor=tree.owner)
    reviewer = UserFactory(roles=[Role.REVIEWER])
    approve_and_publish(submission, reviewer=reviewer)
    tree.course.refresh_from_db()
    return Published(tree.course, tree, submission, reviewer), quiz


def test_every_quiz_may_have_to_be_passed():
    published, quiz = asking_course(every_quiz=True)
    learner = joined(published.course)
    finish(published.course, learner)
    jobs.run_pending()
    assert not Certificate.objects.exists()
    (left,) = missing_for(Enrolment.objects.get(learner=learner), offer_of(published.course))
    assert (left.kind, left.title) == ("quiz", quiz.title)
    attempt, _is_new = begin_attempt(learner, quiz.papers.get(), left.lesson)
    assert set(question_in(attempt.paper.questions))
    hand_in(attempt, right_answers(attempt), learner=learner)
    certificate, is_new = issue_certificate(learner, published.course)
    assert is_new
    assert certificate.is_valid


def test_a_quiz_that_need_not_be_passed_holds_nothing_back():
    published, _quiz = asking_course(every_quiz=False)
    learner = joined(published.course)
    finish(published.course, learner)
    jobs.run_pending()
    assert Certificate.objects.of(learner).valid().count() == 1


def test_what_was_not_approved_is_not_printed():
    published = giving_course(statement="has completed")
    draft = published.tree.page.get_latest_revision_as_object()
    draft.certificate = design(statement="is the king of")
    draft.save_revision()
    learner = joined(published.course)
    finish(published.course, learner)
    jobs.run_pending()
    assert Certificate.objects.get().content["design"]["statement"] == "has completed"


def test_another_name_makes_another_certificate():
    old = given_certificate(name="Ines Moreau")
    learner = old.learner
    with pytest.raises(NothingChanged):
        reissue_certificate(old, actor=learner)
    learner.display_name = "Ivo Moreau"
    learner.save(update_fields=["display_name"])
    new = reissue_certificate(old, actor=learner)
    old.refresh_from_db()
    assert (old.state, new.replaces, new.name) == (CertificateState.REPLACED, old, "Ivo Moreau")
    assert new.number != old.number
    assert new.content == {**old.content, "name": "Ivo Moreau"}
    assert reissue_certificate(old, actor=learner) == new
    learner.display_name = "Ada Moreau"
    learner.save(update_fields=["display_name"])
    with pytest.raises(CertificateIsOver):
        reissue_certificate(old, actor=learner)
    assert issue_certificate(learner, old.course) == (new, False)


def test_a_revoked_one_is_given_again_only_by_those_who_keep_it():
    certificate = given_certificate()
    producer = certificate.course.owner
    revoke_certificate(certificate, reason="The videos were somebody else’s.", actor=producer)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.revoked_by) == (CertificateState.REVOKED, producer)
    notice = Notice.objects.get(kind="courses.certificate_revoked")
    assert (notice.person, notice.body) == (certificate.learner, "The videos were somebody else’s.")
    with pytest.raises(CertificateWasRevoked):
        issue_certificate(certificate.learner, certificate.course)
    with pytest.raises(CertificateIsOver):
        revoke_certificate(certificate, reason="Again", actor=producer)
    new = issue_again(certificate, actor=producer)
    assert (new.is_valid, new.replaces) == (True, certificate)
    with pytest.raises(CertificateIsOver):
        issue_again(certificate, actor=producer)


def test_what_was_issued_is_not_rewritten():
    certificate = given_certificate()
    row = Certificate.objects.filter(pk=certificate.pk)
    changes = [
        lambda: row.update(content={}),
        lambda: row.update(number=new_number()),
        lambda: row.update(learner=UserFactory()),
        row.delete,
    ]
    for change in changes:
        with pytest.raises((IntegrityError, InternalError), match="stays as it was issued"), transaction.atomic():
            change()
    revoke_certificate(certificate, reason="Why", actor=certificate.course.owner)
    with pytest.raises((IntegrityError, InternalError), match="stays as it was issued"), transaction.atomic():
        row.update(state=CertificateState.VALID, ended_at=None)


def test_a_number_is_read_however_it_was_typed():
    number = "7K3M9QRTX2V0B5H1CNWY8ZD4EF"
    assert grouped(number) == "7K3M9-QRTX2-V0B5H-1CNWY-8ZD4EF"
    for typed in (number, grouped(number), "7k3m9 qrtx2 voB5h icnwy 8zd4ef", f" {number} ".replace("1", "L")):
        assert number_in(typed) == number
    for typed in ("", "7K3M9", number + "0", number[:-1] + "U", number[:-1] + "é"):
        assert number_in(typed) is None
    numbers = {new_number() for _each in range(200)}
    assert len(numbers) == 200
    assert all(re.fullmatch(f"[{SIGNS}]{{{LENGTH}}}", each) for each in numbers)


@pytest.mark.django_db(transaction=True)
@pytest.mark.covers("fault-R4")
def test_who_asks_twice_at_once_has_one():
    published = giving_course()
    learner = joined(published.course)
    finish(published.course, learner)
    with hold("certificates.none_held") as held:
        first = Runner(lambda: issue_certificate(learner, published.course))
        held.wait_until_reached()
        second = Runner(lambda: issue_certificate(learner, published.course))
        wait_for_a_lock_queue(second)
    (one, is_new), (other, is_new_too) = first.outcome(), second.outcome()
    assert (one, is_new, is_new_too) == (other, True, False)
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_holding_the_seat_the_second_would_fail(monkeypatch):
    """The control: the race above is one. The database still keeps a second valid certificate out."""
    published = giving_course()
    learner = joined(published.course)
    finish(published.course, learner)
    seat = Enrolment.objects.select_related("learner", "course").get(learner=learner)
    monkeypatch.setattr("certificates.operations.issuing._locked_seat", lambda learner, course: seat)
    both_have_looked = threading.Barrier(2, timeout=PATIENCE)

    def offer_once_both_have_looked(course):
        both_have_looked.wait()
        return offer_of(course)

    monkeypatch.setattr("certificates.operations.issuing.offer_of", offer_once_both_have_looked)
    first = Runner(lambda: issue_certificate(learner, published.course))
    second = Runner(lambda: issue_certificate(learner, published.course))
    outcomes = [first.outcome(), second.outcome()]
    assert [type(each) for each in outcomes].count(IntegrityError) == 1
    assert Certificate.objects.count() == 1


def test_what_is_asked_later_takes_nothing_back():
    certificate = given_certificate()
    course, seat = certificate.course, Enrolment.objects.get(learner=certificate.learner)
    page = course.pages.get()
    quiz = new_quiz(course.owner)
    lesson = add_lesson(page, title="One more", content=json.dumps(text("Later.")), actor=course.owner)
    put_into(lesson, quiz_block(quiz, is_required=True))
    submission = submit_course(course, actor=course.owner)
    approve_and_publish(submission, reviewer=UserFactory(roles=[Role.REVIEWER]))
    assert missing_for(seat, offer_of(course)) == []
    seat.completed_at = None
    assert [each.kind for each in missing_for(seat, offer_of(course))] == ["lesson", "quiz"]


def test_who_passes_after_finishing_is_given_theirs_a_little_later():
    published, quiz = asking_course(every_quiz=True)
    learner = joined(published.course)
    finish(published.course, learner)
    jobs.run_pending()
    lesson = published.tree.lessons[0].lesson.public_id
    attempt, _is_new = begin_attempt(learner, quiz.papers.get(), lesson)
    hand_in(attempt, right_answers(attempt), learner=learner)
    catch_up()
    assert Certificate.objects.of(learner).valid().count() == 1
    catch_up()
    assert Certificate.objects.count() == 1
