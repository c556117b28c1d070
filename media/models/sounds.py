from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from media.enums import Loudness, MakingState, SoundFailure
from media.models.documents import Document
from media.models.making import Making

# Of all renditions, whatever their sounds had.
SAMPLE_RATE = 48_000


class SoundRenditionQuerySet(models.QuerySet["SoundRendition"]):
    def played(self) -> Self:
        """What players are given: ready, and of the file that its sound has now.

        Who changes the loudness goes on hearing the former one until the new one is made.
        """
        return self.filter(state=MakingState.READY, source=F("sound__file"))


def length_of_rendition() -> models.Subquery:
    """How many milliseconds the rendition of a document has, in a query for documents; none without one to play."""
    played = SoundRendition.objects.played().filter(sound=models.OuterRef("pk"))
    return models.Subquery(played.values("duration_ms")[:1])


class SoundRendition(Making):
    """What was made, or is being made, of one file of a sound: AAC to listen to, and an outline to draw (ADR 0046)."""

    kept_below = "sounds"
    medium_field = "sound"
    failures = SoundFailure

    sound = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="sound_renditions")
    loudness = models.CharField(max_length=10, choices=Loudness)
    failure = models.CharField(max_length=20, choices=SoundFailure, blank=True)
    file = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(null=True)
    duration_ms = models.PositiveIntegerField(null=True)
    # Of the file as it was uploaded, as EBU R 128 measures it, and what was added to it.
    measured_lufs = models.FloatField(null=True)
    measured_peak_dbtp = models.FloatField(null=True)
    gain_db = models.FloatField(null=True)
    # Pairs of signed bytes, lowest and highest of so many samples each.
    peaks = models.BinaryField(default=b"")
    samples_per_peak = models.PositiveIntegerField(null=True)

    objects = SoundRenditionQuerySet.as_manager()

    class Meta(Making.Meta):
        verbose_name = _("sound rendition")
        verbose_name_plural = _("sound renditions")
        constraints = [
            *Making.Meta.constraints,
            models.UniqueConstraint(fields=["sound", "source", "loudness"], name="soundrendition_of_a_file_is_one"),
            models.CheckConstraint(condition=Q(loudness__in=Loudness.values), name="soundrendition_is_of_a_loudness"),
            models.CheckConstraint(
                condition=~Q(state=MakingState.READY)
                | (Q(duration_ms__gt=0, size__gt=0, samples_per_peak__gt=0, ended_at__isnull=False) & ~Q(file="")),
                name="soundrendition_is_measured_when_ready",
            ),
            models.CheckConstraint(
                condition=~Q(loudness=Loudness.KEPT) | Q(gain_db=None) | Q(gain_db=0),
                name="soundrendition_leaves_music_as_it_is",
            ),
        ]

    @property
    def is_wanted(self) -> bool:
        return super().is_wanted and self.sound.is_sound and self.sound.loudness == self.loudness
