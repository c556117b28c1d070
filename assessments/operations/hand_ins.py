"""Writing, handing in and giving back work (REQUIREMENTS C7). The learner is held first, then the round."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations.holding import hold_person
from assessments.documents.briefs import due_of, peers_of
from assessments.documents.rubrics import most_points_of, points_for, rubric_of
from assessments.enums import HandInState, LateRule
from assessments.errors import (
    AssignmentIsDone,
    DraftChangedElsewhere,
    HandInIsLate,
    HandInWaits,
    MarkedMeanwhile,
    NoMarksByPeers,
    NoRoundsLeft,
    NothingToHandIn,
)
from assessments.models import Brief, HandIn
from assessments.operations.peer_reviews import average_points
from assessments.operations.peers import join_pool
from kit import clock
from kit.errors import InvalidInput
from kit.failpoints import failpoint

CENT = Decimal("0.01")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a lesson asks of one learner, who joined the course, by its public id, at that time."""

    brief: Brief
    lesson: UUID
    joined_at: datetime | None
    course: UUID | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What a window sends: the round that it writes, the edition of it that it has seen, and its text."""

    number: int
    edition: int
    text: str


@transaction.atomic
def keep_draft(learner: User, asked: Asked, draft: Draft) -> HandIn:
    """Keep the text of the round under way; the first one begins it.

    Raises HandInWaits, AssignmentIsDone, DraftChangedElsewhere, HandInIsLate, InvalidInput.
    """
    held = round_to_write(learner, asked, draft.number)
    if held.state != HandInState.DRAFT:
        raise HandInWaits if held.state == HandInState.HANDED_IN else DraftChangedElsewhere
    refuse_what_is_late(asked, held.number)
    return _keep(held, asked, draft)


@transaction.atomic
def hand_in(learner: User, asked: Asked, draft: Draft) -> HandIn:
    """Hand the round in with this text. One that was handed in stays as it is, however often it is sent.

    Raises NothingToHandIn, and what `keep_draft` does.
    """
    held = round_to_write(learner, asked, draft.number)
    if held.state != HandInState.DRAFT:
        return held
    now = clock.now()
    refuse_what_is_late(asked, held.number)
    held = _keep(held, asked, draft)
    if is_empty(held):
        raise NothingToHandIn
    failpoint("assessments.before_handing_in")
    held.state = HandInState.HANDED_IN
    held.handed_in_at = now
    held.due_at = due_at(asked, held.number)
    held.days_late = days_between(held.due_at, now)
    held.save(update_fields=["state", "handed_in_at", "due_at", "days_late"])
    if asked.course is not None and peers_of(asked.brief.content):
        join_pool(held, asked.course)
    return held


@transaction.atomic
def give_back(
    hand_in: HandIn,
    *,
    is_accepted: bool,
    marks: Mapping[str, str],
    points: Decimal | None,
    feedback: str,
    actor: User,
    by_peers: bool = False,
) -> HandIn:
    """Mark what was handed in, and accept it or ask for it to be done again.

    `marks` names the level of each criterion; `points` counts where there is no rubric. Whoever asks for another round
    need not mark this one. `by_peers` takes the average of fellow learners instead. Raises MarkedMeanwhile for whoever
    comes second, NoRoundsLeft, NoMarksByPeers, InvalidInput.
    """
    held = HandIn.objects.select_for_update().get(pk=hand_in.pk)
    if held.state != HandInState.HANDED_IN:
        raise MarkedMeanwhile
    failpoint("assessments.before_giving_back")
    content = held.brief.content
    if not is_accepted and not may_be_done_again(held):
        raise NoRoundsLeft
    marks = {} if by_peers else marks
    given = average_points(held) if by_peers else _points_given(held, marks, points)
    if by_peers and given is None:
        raise NoMarksByPeers
    if is_accepted and given is None:
        missing = _("Choose a level of each criterion.") if rubric_of(content["rubric"]) else _("Give points.")
        raise InvalidInput({"points": [missing]})
    if not is_accepted and not feedback.strip():
        raise InvalidInput({"feedback": [_("Say what is to be done.")]})
    held.state = HandInState.ACCEPTED if is_accepted else HandInState.AGAIN
    held.returned_at = clock.now()
    held.returned_by = actor
    held.marks = dict(marks) if rubric_of(content["rubric"]) else {}
    held.given = given
    held.points = None if given is None else (given * (100 - percent_off(held)) / 100).quantize(CENT, ROUND_HALF_UP)
    held.feedback = feedback.strip()
    held.save(update_fields=["state", "returned_at", "returned_by", "marks", "given", "points", "feedback"])
    return held


def due_at(asked: Asked, number: int) -> datetime | None:
    """When the round is due. One that a teacher asked for has no time of its own."""
    return due_of(asked.brief.content, asked.joined_at) if number == 1 else None


def is_closed(asked: Asked, number: int) -> bool:
    """Whether the round comes too late to be taken."""
    due = due_at(asked, number)
    return due is not None and clock.now() > due and asked.brief.content["late_rule"] == LateRule.REFUSED


def refuse_what_is_late(asked: Asked, number: int) -> None:
    if is_closed(asked, number):
        raise HandInIsLate


def days_between(due: datetime | None, moment: datetime) -> int:
    """How many days late, begun ones whole."""
    return -((due - moment) // DAY) if due is not None and moment > due else 0


def percent_off(held: HandIn) -> int:
    """What being late costs."""
    rules = held.brief.content
    if rules["late_rule"] != LateRule.PERCENT_OFF:
        return 0
    return int(min(rules["late_percent_most"], held.days_late * rules["late_percent_per_day"]))


def may_be_done_again(held: HandIn) -> bool:
    """Whether the rules leave another round after this one."""
    further = held.brief.content["resubmissions"]
    return further is None or held.number <= further


def is_empty(held: HandIn) -> bool:
    return not held.text.strip() and not held.files.exists()


def round_to_write(learner: User, asked: Asked, number: int) -> HandIn:
    """The learner's round of that number, held; begun if it is the next."""
    hold_person(learner.pk)
    failpoint("assessments.learner_held")
    mine = HandIn.objects.filter(learner=learner, assignment=asked.brief.assignment_id)
    last = mine.select_for_update().order_by("-number").first()
    if last is not None and number == last.number:
        return last
    if number != (last.number + 1 if last else 1) or (last is not None and last.state == HandInState.DRAFT):
        raise DraftChangedElsewhere
    if last is not None and last.state == HandInState.HANDED_IN:
        raise HandInWaits
    if last is not None and last.state == HandInState.ACCEPTED:
        raise AssignmentIsDone
    refuse_what_is_late(asked, number)
    now = clock.now()
    return HandIn.objects.create(
        learner=learner,
        assignment=asked.brief.assignment,
        brief=asked.brief,
        lesson=asked.lesson,
        number=number,
        begun_at=now,
        kept_at=now,
        most_points=most_points_of(asked.brief.content),
    )


def _keep(held: HandIn, asked: Asked, draft: Draft) -> HandIn:
    """Keep the draft's text, unless another window has kept another one that this one has not seen."""
    if not asked.brief.content["takes_text"] and draft.text.strip():
        raise InvalidInput({"text": [_("This assignment takes no text.")]})
    if draft.text != held.text:
        if draft.edition != held.edition:
            raise DraftChangedElsewhere
        held.text = draft.text
        held.edition += 1
        held.kept_at = clock.now()
    # It answers what is asked by now, in the lesson in which the learner is now.
    held.brief = asked.brief
    held.lesson = asked.lesson
    held.most_points = most_points_of(asked.brief.content)
    held.save(update_fields=["text", "edition", "kept_at", "brief", "lesson", "most_points"])
    return held


def _points_given(held: HandIn, marks: Mapping[str, str], points: Decimal | None) -> Decimal | None:
    rubric = rubric_of(held.brief.content["rubric"])
    if rubric:
        unknown = set(marks) - {criterion.id for criterion in rubric}
        wrong = [each for each in rubric if each.id in marks and each.level(marks[each.id]) is None]
        if unknown or wrong:
            raise InvalidInput({"points": [_("Choose out of the levels of the rubric.")]})
        return points_for(rubric, marks)
    if points is not None and not 0 <= points <= held.most_points:
        raise InvalidInput({"points": [_("Give 0 to %(most)s points.") % {"most": held.most_points.normalize()}]})
    return None if points is None else points.quantize(CENT, ROUND_HALF_UP)
