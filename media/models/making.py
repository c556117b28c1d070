from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from kit import clock
from kit.ids import PublicIdField
from media.enums import MakingState


class Making(models.Model):
    """What was made, or is being made, of one file of a medium in the background, and how far it has come.

    The states and who may change them are those of `media.operations.making`.
    """

    # It belongs to its medium, and is no use of it.
    wagtail_reference_index_ignore = True

    # The folder of all such files in the storage.
    kept_below: ClassVar[str]
    # Which field has the medium, and what its failures are called.
    medium_field: ClassVar[str]
    failures: ClassVar[type[models.TextChoices]]

    public_id = PublicIdField()
    source = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=MakingState, default=MakingState.WAITING)
    # Each kind names its own reasons.
    failure = models.CharField(max_length=20, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    # Counts those who began; only the last one's work is taken over.
    tries = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MakingState.values), name="%(class)s_is_in_a_state"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="%(class)s_is_done_to_a_hundred_percent"),
            models.CheckConstraint(
                condition=Q(failure="") | Q(state=MakingState.FAILED), name="%(class)s_fails_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("created_at")), name="%(class)s_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.medium} ({self.get_state_display()})"

    @property
    def medium(self) -> Any:
        return getattr(self, self.medium_field)

    @property
    def is_wanted(self) -> bool:
        """Whether the medium still has the file of which this is made."""
        return bool(self.medium.file.name == self.source)

    @property
    def folder(self) -> str:
        """Where the files of the present try are; no two tries ever write to the same place."""
        return f"{self.kept_below}/{self.public_id}/{self.tries}"
