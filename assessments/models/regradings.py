"""Attempts that were marked anew after a correction: by whose word, by which answers, and what they had before."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models.attempts import Attempt
from assessments.models.papers import Paper
from assessments.models.quizzes import Quiz
from kit import clock
from kit.ids import PublicIdField

LONGEST_REASON = 1000


class Regrading(models.Model):
    """All attempts at a quiz that had been begun by then, marked anew by the right answers of `paper`.

    `reason` is told to learners whose points change. Unless it `lowers`, nobody loses points. A job does it learner by
    learner, up to `reached_learner` and their attempt `reached_attempt`; `done` of `total` attempts were looked at.
    """

    public_id = PublicIdField()
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="regradings")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="regradings")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=LONGEST_REASON)
    lowers = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    reached_learner = models.BigIntegerField(default=0)
    reached_attempt = models.BigIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz"], condition=Q(finished_at=None), name="quiz_is_marked_anew_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="marking_anew_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} ({self.created_at:%Y-%m-%d})"


class Regrade(models.Model):
    """What marking anew changed of one attempt. Rows are only added: a trigger keeps them as they are.

    `answers` has the points of each question that changed, by its id: `{"before": "0.00", "after": "1.00"}`.
    """

    regrading = models.ForeignKey(Regrading, on_delete=models.PROTECT, related_name="regrades")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="regrades")
    points_before = models.DecimalField(max_digits=8, decimal_places=2)
    points_after = models.DecimalField(max_digits=8, decimal_places=2)
    was_passed = models.BooleanField()
    is_passed = models.BooleanField()
    answers = models.JSONField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regrading", "attempt"], name="attempt_is_marked_anew_once_in_a_regrading"),
            models.CheckConstraint(
                condition=~Q(points_before=F("points_after"), was_passed=F("is_passed"), answers={}),
                name="marking_anew_changed_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.points_before} → {self.points_after}"
