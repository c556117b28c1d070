"""Reviews by fellow learners at the teacher's desk: with names, hidden, shown again, and taken as marks."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from assessments.models import HandIn, HandInFile, PeerReview, Remark
from assessments.operations.hand_ins import Asked, Draft, hand_in, keep_draft
from assessments.operations.peer_reviews import Given, give_review
from courses.documents.assignments import assignment_in, joined_at
from courses.operations.authors import accept_invitation, invite_author
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment
from tests.factories.media import VideoFactory
from tests.factories.published import learner_of

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]


def at(person):
    client = Client()
    client.force_login(person)
    return client


def hands_in(made, learner=None, *, film=False):
    learner = learner or learner_of(made[0].course)
    lesson = made[0].tree.lessons[0].lesson
    brief = assignment_in(lesson, made[1].public_id).brief
    asked = Asked(brief, lesson.public_id, joined_at(learner, lesson), made[0].course.public_id)
    one = keep_draft(learner, asked, Draft(1, 0, "My bars."))
    if film:
        medium = VideoFactory(uploaded_by_user=learner, is_handed_in=True)
        HandInFile.objects.create(hand_in=one, kind="video", film=medium)
    return hand_in(learner, asked, Draft(1, 1, "My bars."))


@pytest.fixture
def reviewed():
    """A course, work in it, and a given review of that work, with a remark."""
    made = course_with_assignment(peer_reviews=1, peer_marks="count", takes_video=True)
    work, other = hands_in(made, film=True), hands_in(made)
    review = PeerReview.objects.get(reviewer=other.learner)
    remark = {"file": work.files.get().public_id, "at_ms": 65_000, "text": "Lovely <b>turn</b>"}
    give_review(other.learner, review.public_id, Given("Sing <i>on</i>.", {}, Decimal(7), [remark]))
    return made, work, review


def page_of(one):
    return reverse("mark_hand_in", args=[one.public_id])


def judge(client, review, **said):
    return client.post(reverse("judge_peer_review", args=[review.public_id]), said)


def test_the_desk_shows_who_said_what_and_who_was_asked(reviewed):
    made, work, review = reviewed
    teacher = at(made[0].tree.owner)
    page = teacher.get(page_of(work)).content.decode()
    for words in (
        str(review.reviewer),
        "Sing &lt;i&gt;on",
        "1:05: Lovely &lt;b&gt;turn",
        "7 / 10",
    ):
        assert words in page
    other = HandIn.objects.get(learner=review.reviewer)
    assert "Asked, until" in teacher.get(page_of(other)).content.decode()


def test_the_teacher_hides_one_with_a_reason_and_shows_it_again(reviewed):
    made, work, review = reviewed
    teacher = at(made[0].tree.owner)
    judge(teacher, review, verdict="hide", reason=" ")
    assert PeerReview.objects.shown().get() == review
    assert judge(teacher, review, verdict="hide", reason="Not about the work").url == page_of(work)
    review.refresh_from_db()
    assert (review.hidden_by, review.hidden_because) == (made[0].tree.owner, "Not about the work")
    assert "Not about the work" in teacher.get(page_of(work)).content.decode()
    assert "Accept with the" not in teacher.get(page_of(work)).content.decode()
    judge(teacher, review, verdict="restore")
    assert PeerReview.objects.shown().get() == review


def test_nobody_else_hides_nor_sees_names(reviewed):
    made, work, review = reviewed
    helper = UserFactory(roles=[Role.PRODUCER])
    for person in (work.learner, review.reviewer, helper, made[0].reviewer):
        assert judge(at(person), review, verdict="hide", reason="x").status_code in {302, 404}
        assert at(person).get(page_of(work)).status_code in {302, 404}
    assert PeerReview.objects.shown().get() == review


def test_work_is_accepted_with_the_average_of_peers_or_the_teachers_own(reviewed):
    made, work, review = reviewed
    teacher = at(made[0].tree.owner)
    assert "Accept with the 7 points" in teacher.get(page_of(work)).content.decode()
    teacher.post(page_of(work), {"verdict": "accept_by_peers", "feedback": "So do I."})
    work.refresh_from_db()
    assert (work.state, work.points, work.feedback) == ("accepted", 7, "So do I.")
    other = HandIn.objects.get(learner=review.reviewer)
    teacher.post(page_of(other), {"verdict": "accept_by_peers"})
    other.refresh_from_db()
    assert other.state == "handed_in"
    teacher.post(page_of(other), {"verdict": "accept", "points": "9"})
    other.refresh_from_db()
    assert (other.state, other.points) == ("accepted", 9)


def test_who_learns_in_a_course_that_they_write_reads_remarks_on_their_work_no_sooner_than_others():
    made = course_with_assignment(peer_reviews=1, takes_video=True)
    helper = UserFactory(roles=[Role.PRODUCER])
    mine, other = hands_in(made, learner_of(made[0].course, helper), film=True), hands_in(made)
    accept_invitation(invite_author(made[0].course, helper.email, actor=made[0].tree.owner), actor=helper)
    Remark.objects.create(file=mine.files.get(), author=made[0].tree.owner, at_ms=1000, text="Not yet to be read")
    review = PeerReview.objects.get(reviewer=other.learner)
    give_review(other.learner, review.public_id, Given("Nor this", {}, Decimal(7), []))
    own = at(helper).get(page_of(mine)).content.decode()
    for words in ("Not yet to be read", "Nor this", str(other.learner)):
        assert words not in own
        if words != str(other.learner):
            assert words in at(made[0].tree.owner).get(page_of(mine)).content.decode()
    assert judge(at(helper), review, verdict="hide", reason="Mine").status_code == 404
