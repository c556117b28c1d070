"""An assignment as it was at one moment: what a reviewer approved and learners are asked to do."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from assessments.models.assignments import Assignment
from kit import clock


class Brief(models.Model):
    """The frozen text, rules and rubric of an assignment, found by what they say, as papers are.

    `content` has the assignment's fields by name. A trigger keeps briefs as they are. `media` are the public ids of
    the files that it shows, the master clip among them; `frozen_at` when it was last handed in with a course.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="briefs")
    sha = models.CharField(max_length=64)
    content = models.JSONField()
    media = ArrayField(models.UUIDField(), default=list)
    created_at = models.DateTimeField(default=clock.now)
    frozen_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "sha"], name="brief_is_written_once")]
        indexes = [GinIndex(fields=["media"], name="briefs_by_media")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return str(self.content["title"])

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The stored blocks of what is to be done."""
        return list(self.content["brief"])
