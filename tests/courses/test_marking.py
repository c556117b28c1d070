"""The teacher's desk: who sees what was handed in, how it is marked, and what the learner hears."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from assessments.models import HandIn
from assessments.operations.hand_ins import Asked, Draft, hand_in
from courses.documents.assignments import assignment_in, joined_at
from courses.operations.authors import accept_invitation, invite_author, remove_author
from courses.operations.marking import give_back, handed_in_to
from kit.errors import NotAllowed, NotFound
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment, rubric
from tests.factories.published import learner_of
from tests.factories.quizzes import named

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]


def hands_in(made, asked, learner=None, text="My eight bars.", number=1):
    learner = learner or learner_of(made.course)
    lesson = made.tree.lessons[0].lesson
    brief = assignment_in(lesson, asked.public_id).brief
    return hand_in(learner, Asked(brief, lesson.public_id, joined_at(learner, lesson)), Draft(number, 0, text))


def at(person):
    client = Client()
    client.force_login(person)
    return client


def page_of(one):
    return reverse("mark_hand_in", args=[one.public_id])


def test_the_desk_lists_what_waits_longest_first_and_gives_it_back():
    made, asked = course_with_assignment(rubric=rubric())
    first, second = hands_in(made, asked), hands_in(made, asked, text="Others <b>bars</b>.")
    teacher = at(made.tree.owner)
    queue = teacher.get(reverse("hand_ins")).content.decode()
    assert queue.index(page_of(first)) < queue.index(page_of(second))
    assert "Hand-ins (2)" in queue
    page = teacher.get(page_of(second)).content.decode()
    assert "Others &lt;b&gt;bars&lt;/b&gt;." in page
    assert "Write them down." in page
    assert "steady it is." in page
    wrong = teacher.post(page_of(first), {"verdict": "accept", "criterion-0": named(2), "feedback": ""})
    assert "Choose a level of each criterion." in wrong.content.decode()
    answer = teacher.post(
        page_of(first),
        {"verdict": "accept", "criterion-0": named(2), "criterion-1": named(2), "feedback": "Sing on."},
    )
    assert answer.url == page_of(second)
    first.refresh_from_db()
    assert (first.state, first.points, first.feedback, first.returned_by) == (
        "accepted",
        8,
        "Sing on.",
        made.tree.owner,
    )
    shown = teacher.get(page_of(first)).content.decode()
    assert "Sing on." in shown
    assert 'name="verdict"' not in shown
    done = teacher.get(reverse("hand_ins"), {"state": "accepted"}).content.decode()
    assert page_of(first) in done
    assert page_of(second) not in done


def test_the_learner_is_told_once_with_the_way_to_it():
    made, asked = course_with_assignment()
    one = hands_in(made, asked)
    teacher = at(made.tree.owner)
    teacher.post(page_of(one), {"verdict": "again", "feedback": "Slower, please."})
    again = teacher.post(page_of(one), {"verdict": "accept", "points": "5"}, follow=True)
    assert "given this back meanwhile" in again.content.decode()
    (notice,) = Notice.objects.filter(person=one.learner, kind="learning.work_given_back")
    assert (notice.title, notice.body) == ("“Eight bars by ear” came back to you", "Slower, please.")
    lesson = made.tree.lessons[0].lesson
    assert notice.url == f"/courses/{made.course.slug}/lessons/{lesson.public_id}/assignments/{asked.public_id}"
    two = hands_in(made, asked, one.learner, number=2)
    page = teacher.get(page_of(two)).content.decode()
    assert "Round 1" in page
    assert "Slower, please." in page


def test_owners_and_co_authors_and_administrators_alone_see_work():
    made, asked = course_with_assignment()
    one = hands_in(made, asked)
    helper = UserFactory(roles=[Role.PRODUCER])
    accept_invitation(invite_author(made.course, helper.email, actor=made.tree.owner), actor=helper)
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    others = [UserFactory(roles=[Role.PRODUCER]), UserFactory(roles=[Role.REVIEWER]), made.reviewer, one.learner]
    for person in (made.tree.owner, helper, administrator):
        assert list(handed_in_to(person)) == [one]
        assert at(person).get(page_of(one)).status_code == 200
        assert page_of(one) in at(person).get(reverse("hand_ins")).content.decode()
    for person in others:
        assert not handed_in_to(person).exists()
        assert at(person).get(page_of(one)).status_code in {302, 404}
        with pytest.raises(NotFound):
            give_back(one, is_accepted=True, marks={}, points=Decimal(1), feedback="", actor=person)
    remove_author(made.course.authors.get(person=helper), actor=made.tree.owner)
    assert not handed_in_to(helper).exists()
    one.refresh_from_db()
    assert one.state == "handed_in"


def test_a_draft_is_nobodys_but_the_learners():
    made, asked = course_with_assignment()
    one = hands_in(made, asked)
    HandIn.objects.bulk_create(
        [
            HandIn(
                learner=learner_of(made.course),
                assignment=asked,
                brief=one.brief,
                lesson=one.lesson,
                number=1,
                most_points=10,
                text="Secret draft",
            )
        ]
    )
    draft = HandIn.objects.get(text="Secret draft")
    assert at(made.tree.owner).get(page_of(draft)).status_code == 404
    assert list(handed_in_to(UserFactory(roles=[Role.ADMINISTRATOR]))) == [one]


def test_nobody_marks_their_own_work():
    made, asked = course_with_assignment()
    helper = UserFactory(roles=[Role.PRODUCER])
    one = hands_in(made, asked, learner_of(made.course, helper))
    accept_invitation(invite_author(made.course, helper.email, actor=made.tree.owner), actor=helper)
    with pytest.raises(NotAllowed):
        give_back(one, is_accepted=True, marks={}, points=Decimal(10), feedback="", actor=helper)
    assert 'name="verdict"' not in at(helper).get(page_of(one)).content.decode()


def test_the_queue_is_narrowed_by_course_and_assignment():
    made, asked = course_with_assignment()
    other, wanted = course_with_assignment(made.tree.owner, title="Sixteen bars")
    here, there = hands_in(made, asked), hands_in(other, wanted)
    teacher = at(made.tree.owner)
    for narrowed in ({"course": other.course.public_id}, {"assignment": wanted.public_id}):
        queue = teacher.get(reverse("hand_ins"), narrowed).content.decode()
        assert page_of(there) in queue
        assert page_of(here) not in queue
    # What is not there to ask for is not asked for.
    assert page_of(here) in teacher.get(reverse("hand_ins"), {"course": "'"}).content.decode()
