from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from media.enums import Loudness, MakingState, StreamFailure
from media.models.images import Image
from media.models.making import Making
from media.models.videos import Video


class StreamQuerySet(models.QuerySet["Stream"]):
    def played(self) -> Self:
        """What players are given: ready, and of the file that its film has now."""
        return self.filter(state=MakingState.READY, source=F("film__file"))


class Stream(Making):
    """What was made, or is being made, of one file of a film: rungs to choose from while it plays (ADR 0042)."""

    kept_below = "streams"
    medium_field = "film"
    failures = StreamFailure

    film = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="streams")
    loudness = models.CharField(max_length=10, choices=Loudness, default=Loudness.KEPT, db_default=Loudness.KEPT)
    failure = models.CharField(max_length=20, choices=StreamFailure, blank=True)
    duration_ms = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    frame_rate = models.FloatField(null=True)
    has_sound = models.BooleanField(default=False)
    # What was added to its sound; none of a stream that has none.
    gain_db = models.FloatField(null=True)
    # The sheet of thumbnails, and how it is laid out; none before the stream is ready.
    thumbnails = models.CharField(max_length=200, blank=True)
    thumbnail_every_ms = models.PositiveIntegerField(null=True)
    thumbnail_width = models.PositiveSmallIntegerField(null=True)
    thumbnail_height = models.PositiveSmallIntegerField(null=True)
    thumbnail_count = models.PositiveSmallIntegerField(null=True)
    still = models.ForeignKey(Image, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = StreamQuerySet.as_manager()

    class Meta(Making.Meta):
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        constraints = [
            *Making.Meta.constraints,
            models.UniqueConstraint(fields=["film", "source", "loudness"], name="stream_of_a_loudness_is_one"),
            models.CheckConstraint(
                condition=~Q(state=MakingState.READY)
                | Q(duration_ms__gt=0, width__gt=0, height__gt=0, ended_at__isnull=False),
                name="stream_is_measured_when_ready",
            ),
            models.CheckConstraint(condition=Q(loudness__in=Loudness.values), name="stream_is_of_a_loudness"),
            models.CheckConstraint(
                condition=~Q(loudness=Loudness.KEPT) | Q(gain_db=None) | Q(gain_db=0),
                name="stream_leaves_music_as_it_is",
            ),
            models.CheckConstraint(
                condition=Q(thumbnails="")
                | Q(thumbnail_every_ms__gt=0, thumbnail_width__gt=0, thumbnail_height__gt=0, thumbnail_count__gt=0),
                name="stream_lays_its_thumbnails_out",
            ),
        ]

    @property
    def is_wanted(self) -> bool:
        return super().is_wanted and self.film.loudness == self.loudness


class StreamRung(models.Model):
    """One size of a film, in one file that is played by ranges of its bytes."""

    wagtail_reference_index_ignore = True

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="rungs")
    name = models.SlugField(max_length=20)
    # Both nothing for the sound alone.
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    codecs = models.CharField(max_length=60)
    peak_bits = models.PositiveIntegerField()
    average_bits = models.PositiveIntegerField()
    file = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    # Its list of ranges (RFC 8216), in which the file is called as the rung is.
    playlist = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stream", "name"], name="stream_rung_is_one")]

    def __str__(self) -> str:
        return self.name
