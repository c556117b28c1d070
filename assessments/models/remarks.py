"""What a teacher says to a moment of somebody's film or sound, and draws on it."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.hand_ins import HandInFile
from kit import clock
from kit.ids import PublicIdField

LONGEST_FILM_MS = 24 * 60 * 60 * 1000
LONGEST_REMARK = 2_000
MOST_REMARKS = 200


def moment_of(at_ms: int) -> str:
    """As one reads it off a player."""
    seconds = at_ms // 1000
    return f"{seconds // 60}:{seconds % 60:02}"


class Remark(models.Model):
    """Words, strokes or both, at a moment. The learner reads them once the work is given back.

    `strokes` are lines over the picture: lists of points, whose parts of its width and height are from 0 to 1. A
    trigger keeps remarks as they were when the work was given back.
    """

    public_id = PublicIdField()
    file = models.ForeignKey(HandInFile, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at_ms = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    strokes = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["at_ms", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(at_ms__lte=LONGEST_FILM_MS), name="remark_is_within_a_film"),
            models.CheckConstraint(condition=~Q(text="", strokes=[]), name="remark_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:50]

    @property
    def strokes_json(self) -> str:
        return json.dumps(self.strokes)

    @property
    def moment(self) -> str:
        """Where it is, as one reads it off a player."""
        return moment_of(self.at_ms)
