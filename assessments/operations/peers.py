"""Giving work out among fellow learners (ADR 0058). Whoever gives out holds the pool, then its reviews."""

from collections import Counter, defaultdict
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.access import path_of_work, seated
from assessments.documents.briefs import peers_of
from assessments.documents.rubrics import most_points_of
from assessments.enums import PeerReviewState
from assessments.errors import NothingToReview, PeerReviewWaits
from assessments.models import Brief, HandIn, PeerPool, PeerReview, PeerWork
from kit import clock
from kit.errors import NotFound
from kit.failpoints import failpoint
from notices.operations import notify


def join_pool(hand_in: HandIn, course: UUID) -> None:
    """Put what was handed in into the pool of its course, and give out what can be. One work for each learner."""
    pool, _is_new = PeerPool.objects.get_or_create(assignment=hand_in.assignment, course=course)
    hold_pool(pool)
    if pool.works.filter(learner=hand_in.learner).exists():
        return
    pool.works.create(learner=hand_in.learner, hand_in=hand_in)
    Round(pool).give_out()


@transaction.atomic
def take_another(learner: User, pool: PeerPool) -> PeerReview:
    """Ask for one more: for who lost one to time, or gives more than they have to.

    Raises NotFound for who handed nothing in, PeerReviewWaits, NothingToReview.
    """
    hold_pool(pool)
    if not pool.works.filter(learner=learner).exists():
        raise NotFound
    if PeerReview.objects.waiting().filter(work__pool=pool, reviewer=learner).exists():
        raise PeerReviewWaits
    work = Round(pool).work_to_take(learner.pk)
    if work is None:
        raise NothingToReview
    return ask_for_review(work, learner, tells=False)


def can_take_another(learner: User, pool: PeerPool) -> bool:
    """Whether there is something to take: for who has yet to give theirs any work, for others what lacks reviews."""
    return Round(pool).work_to_take(learner.pk) is not None


def take_back_what_lapsed() -> int:
    """Give to others what lay beyond its time. Safe to run twice. Says how many lapsed."""
    late = PeerReview.objects.waiting().filter(due_at__lte=clock.now())
    pools = PeerPool.objects.filter(pk__in=late.values("work__pool")).order_by("pk")
    return sum(_lapse_in(pool) for pool in pools)


@transaction.atomic
def _lapse_in(pool: PeerPool) -> int:
    hold_pool(pool)
    late = PeerReview.objects.waiting().filter(work__pool=pool, due_at__lte=clock.now())
    lapsed = list(late.select_for_update().order_by("pk"))
    for review in lapsed:
        review.state, review.draft = PeerReviewState.LAPSED, {}
        review.save(update_fields=["state", "draft"])
        mine = pool.works.filter(learner=review.reviewer_id).select_related("hand_in__assignment").first()
        notify(
            review.reviewer,
            "learning.peer_review_lapsed",
            title=_("The time for a review of “%(title)s” is over") % {"title": pool.assignment.title},
            body=_("It goes to somebody else. You can ask for another one."),
            url=path_of_work(mine.hand_in) if mine else "",
        )
    if lapsed:
        Round(pool).give_out()
    return len(lapsed)


def hold_pool(pool: PeerPool) -> None:
    """Keep others from giving work of the pool out until the transaction ends."""
    PeerPool.objects.select_for_update(no_key=True).get(pk=pool.pk)


def ask_for_review(work: PeerWork, reviewer: User, *, tells: bool) -> PeerReview:
    content = work.hand_in.brief.content
    rules = peers_of(content) or {"days": 7}
    now = clock.now()
    review = PeerReview.objects.create(
        work=work,
        reviewer=reviewer,
        asked_at=now,
        due_at=now + timedelta(days=rules["days"]),
        most_points=most_points_of(content),
    )
    if tells:
        title = _("Work of a fellow learner waits for your review: “%(title)s”")
        notify(
            reviewer,
            "learning.peer_review_asked",
            title=title % {"title": content["title"]},
            url=f"/account/work/reviews/{review.public_id}",
        )
    return review


def reviews_of(work: PeerWork) -> int:
    """How many reviews the work gets, and its learner gives: by the brief that it answers."""
    return reviews_by(work.hand_in.brief)


def reviews_by(brief: Brief) -> int:
    rules = peers_of(brief.content)
    return int(rules["reviews"]) if rules else 0


class Round:
    """How a pool stands, and who reviews what next. Only whoever holds the pool gives out by it."""

    def __init__(self, pool: PeerPool) -> None:
        # What was handed in and the briefs are long and many of them the same: each brief is read once.
        self.works = list(pool.works.select_related("learner").order_by("joined_at", "pk"))
        briefs = dict(pool.works.values_list("pk", "hand_in__brief"))
        wanted = {brief.pk: reviews_by(brief) for brief in Brief.objects.filter(pk__in=set(briefs.values()))}
        self.wanted = {work.pk: wanted[briefs[work.pk]] for work in self.works}
        self.duty = {work.learner_id: self.wanted[work.pk] for work in self.works}
        self.present = seated(pool.course, list(self.duty))
        self.received: Counter[int] = Counter()
        self.load: Counter[int] = Counter()
        self.had: defaultdict[int, set[int]] = defaultdict(set)
        self.lapsed: set[int] = set()
        # Who let one lie is given no other until they have given one: they may ask for it.
        self.idle: set[int] = set()
        given_out = PeerReview.objects.filter(work__pool=pool).defer("text", "remarks", "marks", "draft")
        for review in given_out.order_by("asked_at", "pk"):
            self.had[review.reviewer_id].add(review.work_id)
            if review.state == PeerReviewState.LAPSED:
                self.idle.add(review.reviewer_id)
                self.lapsed.add(review.work_id)
                continue
            if review.state == PeerReviewState.GIVEN:
                self.idle.discard(review.reviewer_id)
            if review.hidden_at is None:
                self.received[review.work_id] += 1
                self.load[review.reviewer_id] += 1

    def give_out(self) -> None:
        """To all who have too few; then what somebody let lie, to those who have fewest, one more than theirs."""
        failpoint("assessments.pool_is_read")
        present = [work.learner for work in self.works if work.learner_id in self.present - self.idle]
        self._serve(present, further=0, works=self.works)
        let_lie = [work for work in self.works if work.pk in self.lapsed and self._lacks(work)]
        self._serve(present, further=1, works=let_lie)

    def work_to_take(self, learner: int) -> PeerWork | None:
        """What the learner gets when they ask for one."""
        if learner not in self.duty or learner not in self.present:
            return None
        has_too_few = self.load[learner] < self.duty[learner]
        return self._next(learner, self.works if has_too_few else [work for work in self.works if self._lacks(work)])

    def _serve(self, present: list[User], *, further: int, works: list[PeerWork]) -> None:
        """Fewest given first, and of the works fewest received first, until nobody may have more or nothing is left."""
        waiting = list(present)
        while waiting:
            reviewer = min(waiting, key=lambda person: self.load[person.pk])
            work = None
            if self.load[reviewer.pk] < self.duty[reviewer.pk] + further:
                left = [work for work in works if self._lacks(work)] if further else works
                work = self._next(reviewer.pk, left)
            if work is None:
                waiting.remove(reviewer)
                continue
            ask_for_review(work, reviewer, tells=True)
            self.had[reviewer.pk].add(work.pk)
            self.received[work.pk] += 1
            self.load[reviewer.pk] += 1

    def _next(self, reviewer: int, works: list[PeerWork]) -> PeerWork | None:
        """Of these works what has fewest reviews, never their own and never one that they had."""
        able = [work for work in works if work.learner_id != reviewer and work.pk not in self.had[reviewer]]
        return min(able, key=lambda work: (self.received[work.pk], work.joined_at, work.pk), default=None)

    def _lacks(self, work: PeerWork) -> bool:
        return self.received[work.pk] < self.wanted[work.pk]
