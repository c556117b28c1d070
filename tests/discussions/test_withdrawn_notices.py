"""Words that are hidden or taken back are quoted in no notice and no letter any more."""

from importlib import import_module

import pytest
from django.core import mail
from django.db import connection

from accounts.enums import Role
from discussions.models import Quotation
from discussions.operations.asking import accept_answer, take_back_answer, take_back_question
from discussions.operations.keeping import hide, restore
from discussions.operations.telling import tell_followers
from kit.failpoints import hold
from notices.models import Notice
from notices.operations import send_notice_letter
from tests.factories.accounts import UserFactory
from tests.factories.discussions import answered, asked
from tests.factories.published import learner_of, live_course
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C15", "req-C11")]


def kinds_shown(person):
    return list(Notice.objects.of(person).order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def thread():
    """A question with an answer that names the owner, is told and accepted."""
    made = live_course()
    question = asked(made, title="Rude title", text="Rude text")
    answer = answered(question, text="Rude answer", mentions=[made.owner.public_id])
    tell_followers(answer.pk)
    accept_answer(answer, actor=question.asker)
    return made, question, answer


@pytest.fixture
def administrator():
    return UserFactory(roles=[Role.ADMINISTRATOR])


def test_a_hidden_question_is_quoted_nowhere(thread, administrator):
    made, question, answer = thread
    before = {person: kinds_shown(person) for person in (made.owner, question.asker, answer.author)}
    assert before == {
        made.owner: ["courses.question_asked", "learning.mentioned"],
        question.asker: ["learning.question_answered"],
        answer.author: ["learning.answer_accepted"],
    }
    hide(question, reason="rude", actor=administrator)
    assert [kinds_shown(person) for person in before] == [[], [], []]
    assert [Notice.objects.of(person).unread().count() for person in before] == [0, 0, 0]
    restore(question, actor=administrator)
    assert {person: kinds_shown(person) for person in before} == before


def test_a_hidden_answer_is_quoted_nowhere_and_its_question_still_is(thread, administrator):
    made, question, answer = thread
    hide(answer, reason="rude", actor=administrator)
    assert kinds_shown(made.owner) == ["courses.question_asked"]
    assert kinds_shown(question.asker) == []
    hide(question, reason="rude", actor=administrator)
    restore(question, actor=administrator)
    assert kinds_shown(question.asker) == []
    restore(answer, actor=administrator)
    assert kinds_shown(question.asker) == ["learning.question_answered"]


def test_what_is_taken_back_is_not_quoted_either(thread):
    made, question, answer = thread
    take_back_answer(answer, actor=answer.author)
    assert kinds_shown(made.owner) == ["courses.question_asked"]
    take_back_question(question, actor=question.asker)
    assert kinds_shown(made.owner) == []


def test_a_letter_that_waits_is_not_sent(administrator):
    made = live_course()
    shown, hidden = asked(made, title="Kind"), asked(made, title="Rude")
    hide(hidden, reason="rude", actor=administrator)
    mail.outbox.clear()
    for notice in Notice.objects.filter(person=made.owner):
        send_notice_letter(notice.pk)
    (letter,) = mail.outbox
    assert shown.title in letter.subject + letter.body


def test_notices_of_before_are_found_by_their_address(thread, administrator):
    made, question, answer = thread
    hide(answer, reason="rude", actor=administrator)
    known = set(Quotation.objects.values_list("question", "answer", "notice"))
    Quotation.objects.all().delete()
    Notice.objects.update(withdrawn_at=None)
    migration = import_module("discussions.migrations.0002_what_notices_quote")
    with connection.cursor() as cursor:
        cursor.execute(migration.QUOTED_BEFORE)
    found = set(Quotation.objects.values_list("question", "answer", "notice"))
    # That an answer was accepted quotes none of its words.
    accepted = Notice.objects.get(kind="learning.answer_accepted")
    assert found - known == {(question.pk, None, accepted.pk)}
    assert len(found) == len(known)
    assert kinds_shown(made.owner) == ["courses.question_asked"]
    assert kinds_shown(question.asker) == []


@pytest.mark.django_db(transaction=True)
def test_who_is_told_while_it_is_hidden_is_not_told(administrator):
    question = asked(live_course())
    answer = answered(question, learner_of(question.lesson.course))
    with hold("discussions.question_held") as held:
        telling = Runner(lambda: tell_followers(answer.pk))
        held.wait_until_reached()
        hiding = Runner(lambda: hide(question, reason="rude", actor=administrator))
        wait_for_a_lock_queue(hiding)
    assert (telling.outcome(), hiding.outcome()) == (1, None)
    assert Notice.objects.filter(person=question.asker).count() == 1
    assert kinds_shown(question.asker) == []
