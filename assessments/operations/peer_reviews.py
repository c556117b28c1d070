"""Giving a review of a fellow learner's work, hiding one, and what reviews come to (ADR 0058)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Avg
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.access import path_of_work, seated
from assessments.documents.briefs import peers_of
from assessments.documents.rubrics import points_for, rubric_of
from assessments.enums import PeerMarks, PeerReviewState, WorkKind
from assessments.errors import DraftChangedElsewhere, PeerReviewLapsed
from assessments.models import HandIn, PeerReview, PeerWork
from assessments.models.peers import LONGEST_REMARK, LONGEST_REVIEW, MOST_REMARKS
from assessments.models.remarks import LONGEST_FILM_MS
from assessments.operations.peers import Round, hold_pool, reviews_of
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed, NotFound
from kit.failpoints import failpoint
from notices.operations import notify

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Given:
    """What a reviewer says: words, levels of the rubric or points, and `file`, `at_ms`, `text` of each remark."""

    text: str
    marks: Mapping[str, str]
    points: Decimal | None
    remarks: Sequence[Mapping[str, Any]]


def review_for(reviewer: User, review_id: UUID) -> PeerReview:
    """The review that this person was asked for. NotFound for anybody else, and for who left the course."""
    mine = PeerReview.objects.filter(reviewer=reviewer.pk).exclude(state=PeerReviewState.LAPSED)
    found = mine.select_related("work__pool", "work__hand_in__brief__assignment").filter(public_id=review_id).first()
    if found is None or not seated(found.work.pool.course, [reviewer.pk]):
        raise NotFound
    return found


@transaction.atomic
def keep_review_draft(reviewer: User, review_id: UUID, edition: int, given: Given) -> PeerReview:
    """Keep what is written so far, `edition` being what this window has seen. One that was given stays as it is.

    Raises NotFound, PeerReviewLapsed, DraftChangedElsewhere, InvalidInput.
    """
    held, work = _held(reviewer, review_id)
    if held.state == PeerReviewState.GIVEN:
        return held
    draft = _drafted(work.hand_in, given)
    if draft == (held.draft or _drafted(work.hand_in, Given("", {}, None, []))):
        return held
    if edition != held.edition:
        raise DraftChangedElsewhere
    held.draft = draft
    held.edition += 1
    held.save(update_fields=["draft", "edition"])
    return held


@transaction.atomic
def give_review(reviewer: User, review_id: UUID, given: Given) -> PeerReview:
    """Give it. One that was given stays as it is, however often it is sent.

    Raises NotFound, PeerReviewLapsed, InvalidInput.
    """
    held, work = _held(reviewer, review_id)
    if held.state == PeerReviewState.GIVEN:
        return held
    held.marks, held.points = _marks_and_points(work.hand_in, given)
    held.text = _words(given.text)
    held.remarks = checked_remarks(work.hand_in, given.remarks)
    held.state = PeerReviewState.GIVEN
    held.given_at = clock.now()
    held.draft = {}
    held.save(update_fields=["marks", "points", "text", "remarks", "state", "given_at", "draft"])
    notify(
        work.learner,
        "learning.peer_review_given",
        title=_("A fellow learner has reviewed “%(title)s”") % {"title": work.hand_in.brief.title},
        body="" if may_see_reviews(work) else _("You can read it once you have given your own reviews."),
        url=path_of_work(work.hand_in),
    )
    return held


def _held(reviewer: User, review_id: UUID) -> tuple[PeerReview, PeerWork]:
    """The review, held, and its work. Raises NotFound, PeerReviewLapsed."""
    asked = PeerReview.objects.filter(reviewer=reviewer.pk, public_id=review_id).first()
    if asked is None:
        raise NotFound
    held = PeerReview.objects.select_for_update(no_key=True).get(pk=asked.pk)
    work = PeerWork.objects.select_related("pool", "learner", "hand_in__brief", "hand_in__assignment").get(
        pk=held.work_id
    )
    if not seated(work.pool.course, [reviewer.pk]):
        raise NotFound
    if held.state != PeerReviewState.GIVEN:
        failpoint("assessments.before_reviewing")
        if held.state == PeerReviewState.LAPSED or held.due_at <= clock.now():
            raise PeerReviewLapsed
    return held, work


def may_see_reviews(work: PeerWork) -> bool:
    """Whether its learner may read what others say of it: once they have given theirs, or nothing is left to give."""
    mine = PeerReview.objects.filter(work__pool=work.pool_id, reviewer=work.learner_id)
    if mine.shown().count() >= reviews_of(work):
        return True
    return not mine.waiting().exists() and Round(work.pool).work_to_take(work.learner_id) is None


@transaction.atomic
def hide_review(review: PeerReview, *, reason: str, actor: User) -> None:
    """Take it from its learner's sight. It counts no more, and others are asked where reviews lack by it."""
    work = PeerWork.objects.select_related("pool").get(pk=review.work_id)
    hold_pool(work.pool)
    held = PeerReview.objects.select_for_update(no_key=True).get(pk=review.pk)
    if held.state != PeerReviewState.GIVEN or held.hidden_at is not None:
        return
    held.hidden_at, held.hidden_by, held.hidden_because = clock.now(), actor, reason.strip()[:2000]
    held.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
    audit.record(held, "assessments.hide_peer_review", actor)
    Round(work.pool).give_out()


@transaction.atomic
def restore_review(review: PeerReview, *, actor: User) -> None:
    """Show it again. What moderators hid, only they show. Raises NotAllowed."""
    held = PeerReview.objects.select_for_update(no_key=True).get(pk=review.pk)
    if held.hidden_at is None:
        return
    if not actor.is_administrator and held.hidden_by is not None and held.hidden_by.is_administrator:
        raise NotAllowed
    held.hidden_at, held.hidden_by, held.hidden_because = None, None, ""
    held.save(update_fields=["hidden_at", "hidden_by", "hidden_because"])
    audit.record(held, "assessments.restore_peer_review", actor)


def average_points(hand_in: HandIn) -> Decimal | None:
    """The mean of what fellow learners gave, where that may count; None where it may not, or there is none."""
    peers = peers_of(hand_in.brief.content)
    if not peers or peers["marks"] != PeerMarks.COUNT:
        return None
    shown = PeerReview.objects.shown().filter(
        work__hand_in=hand_in, points__isnull=False, most_points=hand_in.most_points
    )
    mean = shown.aggregate(mean=Avg("points"))["mean"]
    return None if mean is None else Decimal(mean).quantize(CENT, ROUND_HALF_UP)


def checked_remarks(hand_in: HandIn, remarks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The remarks as they are kept, by their moments. Raises InvalidInput."""
    if len(remarks) > MOST_REMARKS:
        raise InvalidInput({"remarks": [_("At most %(most)s remarks, please.") % {"most": MOST_REMARKS}]})
    kinds = dict(hand_in.files.values_list("public_id", "kind"))
    kept = []
    for remark in remarks:
        words = str(remark["text"]).replace("\x00", "").strip()
        if kinds.get(remark["file"]) not in {WorkKind.SOUND, WorkKind.VIDEO}:
            raise InvalidInput({"remarks": [_("There is no such film or sound.")]})
        if not 0 <= remark["at_ms"] <= LONGEST_FILM_MS:
            raise InvalidInput({"remarks": [_("Say a moment as minutes and seconds, such as 1:05.")]})
        if not words or len(words) > LONGEST_REMARK:
            raise InvalidInput(
                {"remarks": [_("Write 1 to %(most)s characters to a moment.") % {"most": LONGEST_REMARK}]}
            )
        kept.append({"file": str(remark["file"]), "at_ms": remark["at_ms"], "text": words})
    return sorted(kept, key=lambda one: (one["file"], one["at_ms"]))


def _words(text: str) -> str:
    words = text.replace("\x00", "").strip()
    if not words:
        raise InvalidInput({"text": [_("Say what you find good, and what could be better.")]})
    if len(words) > LONGEST_REVIEW:
        raise InvalidInput({"text": [_("At most %(most)s characters, please.") % {"most": LONGEST_REVIEW}]})
    return words


def _drafted(hand_in: HandIn, given: Given) -> dict[str, Any]:
    """What is written so far as it is kept: it may lack anything, but holds nothing that is not asked for."""
    if len(given.text) > LONGEST_REVIEW:
        raise InvalidInput({"text": [_("At most %(most)s characters, please.") % {"most": LONGEST_REVIEW}]})
    rubric = rubric_of(hand_in.brief.content["rubric"])
    marks = {each.id: given.marks[each.id] for each in rubric if each.level(given.marks.get(each.id)) is not None}
    points = None if rubric or given.points is None else str(given.points)
    remarks = checked_remarks(hand_in, given.remarks)
    return {"text": given.text.replace("\x00", ""), "marks": marks, "points": points, "remarks": remarks}


def _marks_and_points(hand_in: HandIn, given: Given) -> tuple[dict[str, str], Decimal | None]:
    content = hand_in.brief.content
    rules = peers_of(content)
    if rules is None or rules["marks"] == PeerMarks.NONE:
        return {}, None
    if rubric := rubric_of(content["rubric"]):
        points = points_for(rubric, given.marks)
        if points is None or set(given.marks) != {criterion.id for criterion in rubric}:
            raise InvalidInput({"marks": [_("Choose a level of each criterion.")]})
        return dict(given.marks), points
    if given.points is None or not 0 <= given.points <= hand_in.most_points:
        raise InvalidInput({"points": [_("Give 0 to %(most)s points.") % {"most": hand_in.most_points.normalize()}]})
    return {}, given.points.quantize(CENT, ROUND_HALF_UP)
