"""The authors' question queue in the admin."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from courses.enums import Availability
from courses.models import Course
from discussions.models import Answer, Question
from discussions.operations.asking import take_back_question
from tests.factories.accounts import UserFactory
from tests.factories.discussions import answered, asked
from tests.factories.published import learner_of
from tests.factories.submissions import published_course

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C11", "fault-Z1", "fault-X1")]


def at(person):
    client = Client()
    client.force_login(person)
    return client


def page_of(question):
    return reverse("question_desk", args=[question.public_id])


def test_the_queue_counts_what_waits_and_answers_right_there():
    made = published_course()
    first, second = asked(made, title="Left <b>or</b> right?"), asked(made, title="How fast?")
    teacher = at(made.course.owner)
    queue = teacher.get(reverse("questions")).content.decode()
    assert "Questions (2)" in queue
    assert "Left &lt;b&gt;or&lt;/b&gt; right?" in queue
    assert queue.index(page_of(first)) < queue.index(page_of(second))
    answer = teacher.post(page_of(first), {"text": "The <i>left</i> one."})
    assert answer.url == page_of(first)
    page = teacher.get(page_of(first)).content.decode()
    assert "The &lt;i&gt;left&lt;/i&gt; one." in page
    assert "(Teacher)" in page
    given = Answer.objects.get()
    assert (given.author, given.question) == (made.course.owner, first)
    queue = teacher.get(reverse("questions")).content.decode()
    assert (page_of(first) in queue, page_of(second) in queue) == (False, True)
    unsolved = teacher.get(reverse("questions"), {"state": "unsolved"}).content.decode()
    assert page_of(first) in unsolved
    assert page_of(first) in teacher.get(reverse("questions"), {"state": "all", "q": "left one"}).content.decode()
    assert page_of(first) not in teacher.get(reverse("questions"), {"state": "all", "q": "slow"}).content.decode()


def test_authors_accept_pin_and_close_at_the_desk():
    made = published_course()
    question = asked(made)
    answer = answered(question)
    teacher = at(made.course.owner)
    accept = reverse("accept_answer", args=[question.public_id, answer.public_id])
    keep = reverse("keep_question", args=[question.public_id])

    def state():
        found = Question.objects.get(pk=question.pk)
        accepted = found.answers.exclude(accepted_at=None).exists()
        return accepted, found.is_pinned, found.closed_at is not None

    for address, wanted, is_so in (
        (accept, "accept", (True, False, False)),
        (keep, "pin", (True, True, False)),
        (keep, "close", (True, True, True)),
        (keep, "open", (True, True, False)),
        (keep, "unpin", (True, False, False)),
        (keep, "nonsense", (True, False, False)),
        (accept, "unaccept", (False, False, False)),
    ):
        assert teacher.post(address, {"do": wanted}).status_code == 302
        assert state() == is_so


def test_the_desk_is_for_the_authors_of_the_course_alone():
    made, other = published_course(), published_course(title="Tango")
    question, elsewhere = asked(made), asked(other, title="A canary in tango")
    answer = answered(question)
    addresses = [
        page_of(question),
        reverse("keep_question", args=[question.public_id]),
        reverse("accept_answer", args=[question.public_id, answer.public_id]),
    ]
    stranger = at(other.course.owner)
    for address in addresses:
        assert stranger.get(address).status_code in {404, 405}
        assert stranger.post(address, {"do": "pin", "text": "Mine"}).status_code == 404
    # An answer is named together with its own question alone.
    crossed = reverse("accept_answer", args=[elsewhere.public_id, answer.public_id])
    assert stranger.post(crossed, {"do": "accept"}).status_code == 404
    assert "canary" not in at(made.course.owner).get(reverse("questions"), {"state": "all"}).content.decode()
    nobodys = at(UserFactory(roles=[Role.REVIEWER]))
    assert nobodys.get(reverse("questions")).status_code == 404
    assert nobodys.get(page_of(question)).status_code == 404
    question.refresh_from_db()
    assert (question.is_pinned, Answer.objects.count()) == (False, 1)
    assert Answer.objects.get().accepted_at is None


def test_administrators_read_and_do_not_write():
    question = asked(published_course())
    administrator = at(UserFactory(roles=[Role.ADMINISTRATOR]))
    page = administrator.get(page_of(question)).content.decode()
    assert question.text in page
    assert 'name="text"' not in page
    administrator.post(page_of(question), {"text": "Hello"})
    assert not Answer.objects.exists()


def test_in_a_withdrawn_course_the_desk_reads_and_does_not_write():
    made = published_course()
    question = asked(made)
    Course.objects.filter(pk=made.course.pk).update(availability=Availability.WITHDRAWN)
    teacher = at(made.course.owner)
    assert 'name="text"' not in teacher.get(page_of(question)).content.decode()
    teacher.post(page_of(question), {"text": "Hello"})
    assert not Answer.objects.exists()


def test_what_was_taken_back_is_not_shown_at_the_desk():
    made = published_course()
    question = asked(made, title="A canary", text="Sings")
    answered(question)
    take_back_question(question, actor=question.asker)
    teacher = at(made.course.owner)
    for address in (
        page_of(question),
        reverse("questions") + "?state=all",
        reverse("questions") + "?state=all&q=canary",
    ):
        page = teacher.get(address).content.decode()
        assert "A canary" not in page
        assert "Sings" not in page
    assert page_of(question) not in teacher.get(reverse("questions"), {"state": "all", "q": "canary"}).content.decode()


def test_the_queue_asks_as_much_for_many_questions_as_for_one():
    made = published_course()
    teacher = at(made.course.owner)

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as taken:
            assert teacher.get(reverse("questions")).status_code == 200
        return len(taken)

    asked(made)
    queries()
    of_one = queries()
    for _number in range(5):
        asked(made, learner_of(made.course))
    assert queries() == of_one
