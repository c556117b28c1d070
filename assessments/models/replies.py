"""What a teacher says aloud: to a whole round of work, or to a moment of a film or a sound in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.hand_ins import HandIn, HandInFile
from assessments.models.remarks import LONGEST_FILM_MS, moment_of
from kit import clock
from kit.ids import PublicIdField

MOST_REPLIES = 20


class SoundReply(models.Model):
    """A recording. The learner hears it once the work is given back.

    `sound` is kept as files of work are: in nobody's library. A trigger keeps replies as they were when the work was
    given back.
    """

    public_id = PublicIdField()
    hand_in = models.ForeignKey(HandIn, on_delete=models.CASCADE, related_name="replies")
    file = models.ForeignKey(HandInFile, on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    at_ms = models.PositiveIntegerField(null=True, blank=True)
    sound = models.OneToOneField("media.Document", on_delete=models.PROTECT, related_name="replied_with")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file=None, at_ms=None)
                | Q(file__isnull=False, at_ms__isnull=False, at_ms__lte=LONGEST_FILM_MS),
                name="reply_is_to_all_or_to_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hand_in}: {self.moment}" if self.file_id else str(self.hand_in)

    @property
    def moment(self) -> str:
        """Where it is, as one reads it off a player; empty for what is said to all of it."""
        return "" if self.at_ms is None else moment_of(self.at_ms)
