"""A learner's answers to a paper. The server draws, counts the time and marks."""

import secrets

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from assessments.models.papers import Paper
from assessments.models.quizzes import Quiz
from kit import clock
from kit.ids import PublicIdField


def new_seed() -> str:
    return secrets.token_hex(16)


class Attempt(models.Model):
    """One go at a quiz in a lesson, bound to the paper that it saw.

    `seed` decides what is drawn and in which order things stand, and is told nobody. `due_at` is when the time is up,
    if there is a limit. `points` and what follows are set when it is handed in.
    """

    public_id = PublicIdField()
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="quiz_attempts")
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="attempts")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="attempts")
    marked_by = models.ForeignKey(
        Paper,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The paper by whose answers it was marked anew, if it was.",
    )
    lesson = models.UUIDField(help_text="The public id of the lesson in which it was begun.")
    number = models.PositiveIntegerField()
    seed = models.CharField(max_length=32, default=new_seed, editable=False)
    questions = ArrayField(models.UUIDField(), help_text="The questions that were drawn, in their order.")
    begun_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    most_points = models.DecimalField(max_digits=8, decimal_places=2)
    is_passed = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "quiz", "number"], name="attempt_has_a_number_of_its_own"),
            models.UniqueConstraint(
                fields=["learner", "quiz"], condition=Q(handed_in_at=None), name="learner_has_one_attempt_open"
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None, points=None, is_passed=None)
                | Q(handed_in_at__gte=F("begun_at"), points__isnull=False, is_passed__isnull=False),
                name="attempt_is_marked_when_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=0, points__lte=F("most_points")),
                name="attempt_has_at_most_all_points",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(due_at__gt=F("begun_at")), name="attempt_has_some_time"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(handed_in_at=None), name="attempts_by_the_end_of_time"),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} ({self.number})"


class Answer(models.Model):
    """What was answered to one question; `points` once it is marked."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answers")
    question = models.UUIDField()
    value = models.JSONField()
    answered_at = models.DateTimeField(default=clock.now)
    points = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question"], name="question_is_answered_once_in_an_attempt"),
            models.CheckConstraint(condition=Q(points=None) | Q(points__gte=0), name="answer_costs_no_points"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.question}"
