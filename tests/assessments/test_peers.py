"""Work given out among fellow learners: fairly, once, never one's own, and again where it lay too long."""

from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role
from assessments.enums import PeerReviewState
from assessments.errors import DraftChangedElsewhere, NoMarksByPeers, NothingToReview, PeerReviewLapsed, PeerReviewWaits
from assessments.models import HandIn, PeerPool, PeerReview, PeerWork
from assessments.operations.hand_ins import Asked, Draft, give_back, hand_in
from assessments.operations.peer_reviews import (
    Given,
    average_points,
    give_review,
    hide_review,
    keep_review_draft,
    may_see_reviews,
    restore_review,
)
from assessments.operations.peers import take_another, take_back_what_lapsed
from courses.documents.assignments import assignment_in, joined_at
from courses.models import Enrolment
from kit import clock
from kit.errors import InvalidInput, NotAllowed, NotFound
from kit.failpoints import hold
from notices.models import Notice
from tests.factories.accounts import UserFactory
from tests.factories.assignments import course_with_assignment, marks, rubric
from tests.factories.published import learner_of
from tests.races import Runner, wait_for_a_lock_queue

pytestmark = [pytest.mark.django_db, pytest.mark.covers("req-C7")]


def course_of_peers(reviews=2, **rules):
    return course_with_assignment(peer_reviews=reviews, **rules)


def hands_in(made, learner=None, text="My bars."):
    learner = learner or learner_of(made[0].course)
    lesson = made[0].tree.lessons[0].lesson
    brief = assignment_in(lesson, made[1].public_id).brief
    asked = Asked(brief, lesson.public_id, joined_at(learner, lesson), made[0].course.public_id)
    return hand_in(learner, asked, Draft(1, 0, text))


def given(text="Well sung.", marks=None, points=Decimal(5), remarks=()):
    return Given(text, marks or {}, points, remarks)


def gives_all(learner):
    for review in PeerReview.objects.waiting().filter(reviewer=learner):
        give_review(learner, review.public_id, given())


def received():
    return Counter(PeerReview.objects.exclude(state="lapsed").values_list("work__learner", flat=True))


def test_each_gives_and_gets_as_many_as_the_teacher_says_never_their_own_and_never_twice():
    made = course_of_peers(reviews=2)
    works = [hands_in(made) for _each in range(3)]
    pairs = [(review.reviewer, review.work.learner) for review in PeerReview.objects.all()]
    people = [work.learner for work in works]
    assert sorted((a.pk, b.pk) for a, b in pairs) == sorted((a.pk, b.pk) for a in people for b in people if a != b)
    told = Notice.objects.filter(kind="learning.peer_review_asked")
    assert Counter(told.values_list("person", flat=True)) == dict.fromkeys([one.pk for one in people], 2)


def test_whoever_comes_gets_what_has_fewest_and_nobody_has_too_much_of_it():
    made = course_of_peers(reviews=2)
    works = [hands_in(made) for _each in range(9)]
    load = Counter(PeerReview.objects.values_list("reviewer", flat=True))
    assert load == dict.fromkeys([work.learner_id for work in works], 2)
    counts = [received()[work.learner_id] for work in works]
    assert sum(counts) == 18
    assert max(counts) <= 3
    assert min(counts[:-1]) >= 1


def test_one_alone_waits_and_reads_nothing_before():
    made = course_of_peers(reviews=1)
    first = hands_in(made)
    assert not PeerReview.objects.exists()
    second = hands_in(made)
    assert {(one.reviewer, one.work.learner) for one in PeerReview.objects.all()} == {
        (first.learner, second.learner),
        (second.learner, first.learner),
    }


def test_without_the_rule_and_in_another_course_nothing_is_given_out():
    plain = course_with_assignment()
    hands_in(plain)
    assert not PeerPool.objects.exists()
    hands_in(course_of_peers())
    hands_in(course_of_peers())
    assert (PeerPool.objects.count(), PeerReview.objects.count()) == (2, 0)


def test_who_has_left_the_course_is_given_nothing_and_reads_nothing():
    made = course_of_peers(reviews=1)
    gone = hands_in(made)
    seat = Enrolment.objects.get(learner=gone.learner)
    Enrolment.objects.filter(pk=seat.pk).update(state="cancelled", ended_at=clock.now())
    hands_in(made)
    assert not PeerReview.objects.filter(reviewer=gone.learner).exists()


def test_what_lies_beyond_its_time_goes_to_somebody_else_and_who_let_it_lie_may_ask_for_another():
    made = course_of_peers(reviews=1, peer_days=3)
    slow, quick, third = hands_in(made), hands_in(made), hands_in(made)
    gives_all(quick.learner)
    gives_all(third.learner)
    late = PeerReview.objects.get(reviewer=slow.learner)
    assert take_back_what_lapsed() == 0
    with clock.held_at(clock.now() + timedelta(days=3, seconds=1)):
        with pytest.raises(PeerReviewLapsed):
            give_review(slow.learner, late.public_id, given())
        assert take_back_what_lapsed() == 1
        assert take_back_what_lapsed() == 0
        with pytest.raises(PeerReviewLapsed):
            give_review(slow.learner, late.public_id, given())
        again = PeerReview.objects.waiting().get()
        # Quick's own work had been slow's to review: third reviews it, one more than their duty.
        assert (again.work, again.reviewer) == (late.work, third.learner)
        assert not PeerReview.objects.waiting().filter(reviewer=slow.learner).exists()
        assert not may_see_reviews(slow.peer_work)
        other = take_another(slow.learner, late.work.pool)
        assert other.work.learner == third.learner
        with pytest.raises(PeerReviewWaits):
            take_another(slow.learner, late.work.pool)
        give_review(slow.learner, other.public_id, given())
    assert may_see_reviews(slow.peer_work)
    assert Notice.objects.get(kind="learning.peer_review_lapsed").person == slow.learner


def test_more_than_ones_own_is_given_only_to_what_lacks_reviews():
    made = course_of_peers(reviews=1)
    first, second = hands_in(made), hands_in(made)
    gives_all(first.learner)
    with pytest.raises(NothingToReview):
        take_another(first.learner, first.peer_work.pool)
    third = hands_in(made)
    assert take_another(first.learner, first.peer_work.pool).work.learner == third.learner
    with pytest.raises(NotFound):
        take_another(learner_of(made[0].course), first.peer_work.pool)
    assert second.peer_work.reviews.count() == 1


def test_reviews_are_read_once_ones_own_are_given():
    made = course_of_peers(reviews=1)
    first, second = hands_in(made), hands_in(made)
    gives_all(first.learner)
    assert may_see_reviews(first.peer_work)
    assert not may_see_reviews(second.peer_work)
    gives_all(second.learner)
    assert may_see_reviews(second.peer_work)
    told = Notice.objects.filter(kind="learning.peer_review_given").order_by("pk")
    assert [(one.person, bool(one.body)) for one in told] == [(second.learner, True), (first.learner, False)]


def test_levels_of_the_rubric_give_points_and_their_average_may_count():
    made = course_of_peers(reviews=2, rubric=rubric(), peer_marks="count")
    one, two, three = hands_in(made), hands_in(made), hands_in(made)
    mine = PeerReview.objects.get(work=one.peer_work, reviewer=two.learner)
    for wrong in ({}, {"unknown": "level"}, {**marks(1, 1), "unknown": "level"}, dict.fromkeys(marks(1, 1), "x")):
        with pytest.raises(InvalidInput):
            give_review(two.learner, mine.public_id, given(marks=wrong))
    assert PeerReview.objects.get(pk=mine.pk).state == "waiting"
    teacher = UserFactory()
    by_peers = {"is_accepted": True, "marks": {}, "points": None, "feedback": "", "by_peers": True, "actor": teacher}
    with pytest.raises(NoMarksByPeers):
        give_back(one, **by_peers)
    give_review(two.learner, mine.public_id, given(marks=marks(2, 2), points=None))
    theirs = PeerReview.objects.get(work=one.peer_work, reviewer=three.learner)
    give_review(three.learner, theirs.public_id, given(marks=marks(3, 1), points=None))
    assert average_points(one) == 6
    hide_review(theirs, reason="Rude", actor=teacher)
    assert average_points(one) == 8
    restore_review(theirs, actor=teacher)
    moderator = UserFactory(roles=[Role.ADMINISTRATOR])
    hide_review(theirs, reason="Insulting", actor=moderator)
    with pytest.raises(NotAllowed):
        restore_review(theirs, actor=teacher)
    restore_review(theirs, actor=moderator)
    done = give_back(one, **by_peers)
    assert (done.given, done.points, done.marks, done.state) == (6, 6, {}, "accepted")


@pytest.mark.parametrize("rule", ["none", "help"])
def test_marks_that_only_help_do_not_count(rule):
    made = course_of_peers(reviews=1, peer_marks=rule)
    one, two = hands_in(made), hands_in(made)
    gives_all(two.learner)
    assert PeerReview.objects.get(work=one.peer_work).points == (None if rule == "none" else 5)
    with pytest.raises(NoMarksByPeers):
        give_back(one, is_accepted=True, marks={}, points=None, feedback="", by_peers=True, actor=UserFactory())
    assert HandIn.objects.get(pk=one.pk).state == "handed_in"


@pytest.mark.parametrize(
    "said",
    [
        given(text=" "),
        given(text="x" * 5001),
        given(points=None),
        given(points=Decimal(11)),
        given(points=Decimal(-1)),
        given(remarks=[{"file": "3f0c2b7e-0d0b-4c5e-9a68-0c1d2e3f4a06", "at_ms": 1, "text": "x"}]),
    ],
    ids=["no words", "too long", "no points", "too many points", "fewer than none", "a film of nobody"],
)
def test_what_makes_no_sense_is_not_given(said):
    made = course_of_peers(reviews=1)
    hands_in(made)
    two = hands_in(made)
    review = PeerReview.objects.get(reviewer=two.learner)
    with pytest.raises(InvalidInput):
        give_review(two.learner, review.public_id, said)
    assert PeerReview.objects.get(pk=review.pk).state == "waiting"


def test_a_review_is_given_once_by_whom_it_was_asked_of():
    made = course_of_peers(reviews=1)
    one, two = hands_in(made), hands_in(made)
    review = PeerReview.objects.get(reviewer=two.learner)
    for other in (one.learner, made[0].tree.owner, UserFactory()):
        with pytest.raises(NotFound):
            give_review(other, review.public_id, given())
    give_review(two.learner, review.public_id, given("First"))
    assert give_review(two.learner, review.public_id, given("Second")).text == "First"


def test_a_hidden_review_counts_no_more_and_the_work_is_given_out_anew():
    made = course_of_peers(reviews=1)
    one, two = hands_in(made), hands_in(made)
    gives_all(two.learner)
    hide_review(PeerReview.objects.get(reviewer=two.learner), reason="Insult", actor=made[0].tree.owner)
    assert not PeerReview.objects.shown().exists()
    third = hands_in(made)
    assert PeerReview.objects.get(reviewer=third.learner).work == one.peer_work


def broken(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_the_database_keeps_pools_and_what_was_given():
    made = course_of_peers(reviews=1)
    one, two = hands_in(made), hands_in(made)
    gives_all(two.learner)
    done = PeerReview.objects.get(reviewer=two.learner)
    stranger = learner_of(made[0].course)

    def asks(work, reviewer, **values):
        PeerReview.objects.create(work=work, reviewer=reviewer, due_at=clock.now(), most_points=10, **values)

    for change in (
        lambda: PeerReview.objects.filter(pk=done.pk).update(text="Forged"),
        lambda: PeerReview.objects.filter(pk=done.pk).update(state="waiting", given_at=None, points=None, text=""),
        lambda: PeerReview.objects.update(reviewer=stranger),
        lambda: PeerReview.objects.all().delete(),
        lambda: PeerWork.objects.update(learner=stranger),
        lambda: asks(one.peer_work, one.learner),
        lambda: asks(one.peer_work, two.learner),
        lambda: asks(one.peer_work, stranger),
        lambda: HandIn.objects.create(
            learner=stranger,
            assignment=one.assignment,
            brief=one.brief,
            lesson=one.lesson,
            number=1,
            most_points=10,
            state="accepted",
            handed_in_at=clock.now(),
            returned_at=clock.now(),
            returned_by=made[0].tree.owner,
            points=10,
            given=10,
        ),
    ):
        broken(change)


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_in_at_once_are_both_given_something_and_nothing_twice():
    made = course_of_peers(reviews=1)
    first = hands_in(made)
    learners = [learner_of(made[0].course) for _each in range(2)]
    with hold("assessments.pool_is_read") as held:
        one = Runner(lambda: hands_in(made, learners[0]))
        held.wait_until_reached()
        two = Runner(lambda: hands_in(made, learners[1]))
        wait_for_a_lock_queue(two)
    assert {one.outcome().state, two.outcome().state} == {"handed_in"}
    given_out = PeerReview.objects.values_list("reviewer", "work__learner")
    assert Counter(reviewer for reviewer, _author in given_out) == dict.fromkeys(
        [first.learner_id, *(person.pk for person in learners)], 1
    )


@pytest.mark.django_db(transaction=True)
def test_without_the_pool_held_the_same_is_given_out_twice(monkeypatch):
    """The control: both see the first learner without work, and that one is asked for two reviews."""
    made = course_of_peers(reviews=1)
    first = hands_in(made)
    monkeypatch.setattr("assessments.operations.peers.hold_pool", lambda pool: None)
    learners = [learner_of(made[0].course) for _each in range(2)]
    with hold("assessments.pool_is_read") as held:
        one = Runner(lambda: hands_in(made, learners[0]))
        held.wait_until_reached()
        two = hands_in(made, learners[1])
    assert {one.outcome().state, two.state} == {"handed_in"}
    assert PeerReview.objects.filter(reviewer=first.learner).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_review_that_is_given_while_it_lapses_counts_once():
    made = course_of_peers(reviews=1)
    hands_in(made)
    two = hands_in(made)
    review = PeerReview.objects.get(reviewer=two.learner)
    with hold("assessments.before_reviewing") as held:
        giving = Runner(lambda: give_review(two.learner, review.public_id, given()))
        held.wait_until_reached()
        lapsing = Runner(lambda: lapse_at(clock.now() + timedelta(days=8)))
        wait_for_a_lock_queue(lapsing)
    assert giving.outcome().state == PeerReviewState.GIVEN
    lapsing.outcome()
    review.refresh_from_db()
    assert review.state == PeerReviewState.GIVEN


def lapse_at(moment):
    with clock.held_at(moment):
        return take_back_what_lapsed()


def two_who_review(**rules):
    made = course_of_peers(reviews=1, **rules)
    for _each in range(2):
        hands_in(made)
    review = PeerReview.objects.order_by("pk")[0]
    return review, review.reviewer


def kept_as(review):
    review = PeerReview.objects.get(pk=review.pk)
    return review.edition, review.draft.get("text")


def test_a_review_is_kept_as_it_is_written_and_windows_do_not_undo_each_other():
    review, reviewer = two_who_review()
    keep_review_draft(reviewer, review.public_id, 0, given("Well", points=None))
    keep_review_draft(reviewer, review.public_id, 1, given("Well sung", points=Decimal(3)))
    # The answer was lost, and it is sent once more.
    keep_review_draft(reviewer, review.public_id, 1, given("Well sung", points=Decimal(3)))
    assert kept_as(review) == (2, "Well sung")
    with pytest.raises(DraftChangedElsewhere):
        keep_review_draft(reviewer, review.public_id, 1, given("Another window"))
    with pytest.raises(NotFound):
        keep_review_draft(review.work.learner, review.public_id, 2, given("Not mine"))
    assert kept_as(review) == (2, "Well sung")
    done = give_review(reviewer, review.public_id, given("Well sung."))
    assert (done.state, done.draft) == (PeerReviewState.GIVEN, {})
    keep_review_draft(reviewer, review.public_id, 2, given("Late"))
    assert kept_as(review) == (2, None)


def test_a_draft_may_lack_anything_and_holds_nothing_that_is_not_asked_for():
    review, reviewer = two_who_review(rubric=rubric())
    draft = keep_review_draft(reviewer, review.public_id, 0, given("Begun", marks={"nothing": "there"})).draft
    assert (draft["marks"], draft["points"]) == ({}, None)
    for wrong in (given("x" * 5_001), given(remarks=[{"file": review.public_id, "at_ms": 0, "text": "No such file"}])):
        with pytest.raises(InvalidInput):
            keep_review_draft(reviewer, review.public_id, 1, wrong)
    assert kept_as(review) == (1, "Begun")


def test_what_lapsed_keeps_no_draft():
    review, reviewer = two_who_review()
    keep_review_draft(reviewer, review.public_id, 0, given("Begun"))
    PeerReview.objects.filter(pk=review.pk).update(due_at=clock.now() - timedelta(minutes=1))
    with pytest.raises(PeerReviewLapsed):
        keep_review_draft(reviewer, review.public_id, 1, given("Begun again"))
    take_back_what_lapsed()
    review.refresh_from_db()
    assert (review.state, review.draft) == (PeerReviewState.LAPSED, {})
    with pytest.raises(IntegrityError, match="peer_review_is_drafted_while_it_waits"), transaction.atomic():
        PeerReview.objects.filter(pk=review.pk).update(draft={"text": "Kept"})


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_comes_while_the_review_is_given_changes_nothing():
    review, reviewer = two_who_review()
    with hold("assessments.before_reviewing") as held:
        giving = Runner(lambda: give_review(reviewer, review.public_id, given("Well sung.")))
        held.wait_until_reached()
        keeping = Runner(lambda: keep_review_draft(reviewer, review.public_id, 0, given("Well")))
        wait_for_a_lock_queue(keeping)
    assert giving.outcome().text == "Well sung."
    assert keeping.outcome().state == PeerReviewState.GIVEN
    assert kept_as(review) == (0, None)
