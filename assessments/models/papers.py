"""A quiz as it was at one moment: what a reviewer approved, what learners are asked, what an attempt is bound to."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from assessments.models.quizzes import Quiz
from kit import clock


class Paper(models.Model):
    """The frozen text and rules of a quiz, found by what it says: freezing the same twice makes one paper.

    `content` has the quiz's fields by name, `questions` as they are stored. A trigger keeps papers as they are.
    `media` are the public ids of the files that its questions show, `frozen_at` when it was last handed in.
    """

    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="papers")
    sha = models.CharField(max_length=64)
    content = models.JSONField()
    media = ArrayField(models.UUIDField(), default=list)
    created_at = models.DateTimeField(default=clock.now)
    frozen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["quiz", "sha"], name="paper_is_written_once")]
        indexes = [GinIndex(fields=["media"], name="papers_by_media")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return str(self.content["title"])

    @property
    def questions(self) -> list[dict[str, Any]]:
        """The stored blocks: questions and pools."""
        return list(self.content["questions"])
