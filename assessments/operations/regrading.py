"""Marking attempts anew after a correction. The learner is held first, then the attempt, then how far it has come.

Attempts that were begun before are met in one of two places: by the job, or when they are handed in. Whoever holds an
attempt while the job comes to it is waited for; whoever comes after the job finds the regrading.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.operations.holding import hold_person
from assessments.access import paper_asked_now, path_of
from assessments.documents.corrections import Correction, change_of, correction_of, marks_of
from assessments.errors import NothingIsAsked, QuizIsBeingMarkedAnew, QuizWasApprovedAnew
from assessments.models import Answer, Attempt, Quiz, Regrade, Regrading
from kit import clock, jobs
from kit.errors import NotAllowed
from kit.failpoints import failpoint
from notices.operations import notify

REGRADE = "assessments.regrade"
LOOKED_AT_ONCE = 500


@transaction.atomic
def begin_regrading(quiz: Quiz, *, paper: int, reason: str, lowers: bool, actor: Any) -> Regrading:
    """Have a job mark all attempts anew by what is asked now, which the caller has seen to be `paper`.

    It reaches the learners of every course that asks the quiz, also of those that the actor does not write: so it is
    the owner's to do, and administrators'. Raises NotAllowed, NothingIsAsked, QuizWasApprovedAnew,
    QuizIsBeingMarkedAnew.
    """
    held = Quiz.objects.select_for_update(no_key=True).get(pk=quiz.pk)
    if not (actor.is_superuser or held.owner_id == actor.pk):
        raise NotAllowed
    if held.regradings.filter(finished_at=None).exists():
        raise QuizIsBeingMarkedAnew
    asked = paper_asked_now(held)
    if asked is None:
        raise NothingIsAsked
    if asked.pk != paper:
        raise QuizWasApprovedAnew
    now = clock.now()
    total = Attempt.objects.filter(quiz=held, begun_at__lte=now).count()
    regrading = Regrading.objects.create(
        quiz=held, paper=asked, actor=actor, reason=reason.strip(), lowers=lowers, total=total, created_at=now
    )
    _enqueue(regrading)
    return regrading


def go_on(regrading: Regrading) -> None:
    """Take up again one whose job was given up."""
    if regrading.finished_at is None and not jobs.is_under_way(REGRADE, regrading_id=regrading.pk):
        _enqueue(regrading)


def _enqueue(regrading: Regrading) -> None:
    jobs.enqueue(REGRADE, regrading_id=regrading.pk, one_at_a_time=f"regrading:{regrading.pk}")


def regrade(regrading_id: int) -> None:
    """The job: learner by learner, one attempt in one transaction. It goes on where it was broken off."""
    regrading = Regrading.objects.select_related("paper", "quiz").get(pk=regrading_id)
    known: dict[int, Correction] = {}
    while batch := _next(regrading):
        for attempt in batch:
            if attempt.paper_id not in known:
                known[attempt.paper_id] = correction_of(attempt.paper, regrading.paper)
            _regrade_one(regrading, attempt, known[attempt.paper_id])
    Regrading.objects.filter(pk=regrading.pk, finished_at=None).update(finished_at=clock.now())


def _next(regrading: Regrading) -> list[Attempt]:
    """The attempts that come next, some at once."""
    regrading.refresh_from_db(fields=["reached_learner", "reached_attempt"])
    learner, attempt = regrading.reached_learner, regrading.reached_attempt
    after = Q(learner__gt=learner) | Q(learner=learner, pk__gt=attempt)
    rest = Attempt.objects.filter(after, quiz=regrading.quiz, begun_at__lte=regrading.created_at)
    return list(rest.order_by("learner", "pk")[:LOOKED_AT_ONCE])


@transaction.atomic
def _regrade_one(regrading: Regrading, attempt: Attempt, correction: Correction) -> None:
    learner = hold_person(attempt.learner_id)
    held = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if held.handed_in_at is not None:
        _apply(regrading, held, correction)
    failpoint("assessments.marked_anew")
    if not Attempt.objects.filter(
        learner=learner, quiz=regrading.quiz, begun_at__lte=regrading.created_at, pk__gt=held.pk
    ).exists():
        _tell(regrading, learner)
    here = {"reached_learner": regrading.reached_learner, "reached_attempt": regrading.reached_attempt}
    reached = Regrading.objects.filter(pk=regrading.pk, **here)
    reached.update(done=F("done") + 1, reached_learner=learner.pk, reached_attempt=held.pk)
    regrading.reached_learner, regrading.reached_attempt = learner.pk, held.pk


def catch_up(attempt: Attempt) -> Attempt:
    """Mark an attempt that was just handed in by the corrections since it was begun. The caller holds it."""
    since = Regrading.objects.filter(quiz=attempt.quiz_id, created_at__gte=attempt.begun_at)
    for regrading in since.select_related("paper").order_by("pk"):
        _apply(regrading, attempt, correction_of(attempt.paper, regrading.paper))
    failpoint("assessments.corrections_read")
    return attempt


def _apply(regrading: Regrading, attempt: Attempt, correction: Correction) -> None:
    """Marks the attempt, which is held, and writes down what it had before. Nothing where nothing changes."""
    answers = list(attempt.answers.order_by("pk"))
    marks = marks_of(attempt, answers, correction)
    change = change_of(attempt, marks, correction, lowers=regrading.lowers)
    if correction.now:
        Attempt.objects.filter(pk=attempt.pk).update(marked_by=regrading.paper)
        attempt.marked_by = regrading.paper
    if not change.answers:
        return
    for answer in answers:
        if answer.question in change.answers:
            answer.points = change.answers[answer.question][1]
    Answer.objects.bulk_update(answers, ["points"])
    Regrade.objects.create(
        regrading=regrading,
        attempt=attempt,
        points_before=attempt.points or Decimal(0),
        points_after=change.points,
        was_passed=bool(attempt.is_passed),
        is_passed=change.is_passed,
        answers=_written(change.answers),
    )
    attempt.points, attempt.is_passed = change.points, change.is_passed
    attempt.save(update_fields=["points", "is_passed"])


def _written(changed: dict[UUID, tuple[Decimal, Decimal]]) -> dict[str, dict[str, str]]:
    return {str(name): {"before": str(before), "after": str(after)} for name, (before, after) in changed.items()}


def _tell(regrading: Regrading, learner: User) -> None:
    """One notice of all attempts of the learner whose points changed."""
    mine = regrading.regrades.filter(attempt__learner=learner).select_related("attempt__quiz").order_by("attempt")
    changed = [each for each in mine if each.points_before != each.points_after or each.was_passed != each.is_passed]
    if not changed:
        return
    title = regrading.paper.title
    notify(
        learner,
        "learning.marked_anew",
        title=_("“%(title)s” was marked anew") % {"title": title},
        body="\n".join([regrading.reason, *map(_line, changed)]),
        url=path_of(changed[-1].attempt),
    )


def _line(each: Regrade) -> str:
    points = each.points_after.normalize()
    said = ngettext(
        "Attempt %(number)s: %(before)s → %(after)s of %(most)s point.",
        "Attempt %(number)s: %(before)s → %(after)s of %(most)s points.",
        int(each.attempt.most_points),
    ) % {
        "number": each.attempt.number,
        "before": f"{each.points_before.normalize():f}",
        "after": f"{points:f}",
        "most": f"{each.attempt.most_points.normalize():f}",
    }
    if each.is_passed != each.was_passed:
        said += " " + (_("You have passed with it.") if each.is_passed else _("It is not passed any more."))
    return said
