from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.ids import PublicIdField
from media.enums import StreamFailure, StreamState
from media.models.images import Image
from media.models.videos import Video


class StreamQuerySet(models.QuerySet["Stream"]):
    def played(self) -> Self:
        """What players are given: ready, and of the file that its film has now."""
        return self.filter(state=StreamState.READY, source=F("film__file"))


class Stream(models.Model):
    """What was made, or is being made, of one file of a film: rungs to choose from while it plays (ADR 0042)."""

    # It belongs to the film, and is no use of it.
    wagtail_reference_index_ignore = True

    public_id = PublicIdField()
    film = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="streams")
    source = models.CharField(max_length=100)
    state = models.CharField(max_length=20, choices=StreamState, default=StreamState.WAITING)
    failure = models.CharField(max_length=20, choices=StreamFailure, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    # Counts those who began; only the last one's work is taken over.
    tries = models.PositiveSmallIntegerField(default=0)
    duration_ms = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    frame_rate = models.FloatField(null=True)
    has_sound = models.BooleanField(default=False)
    # The sheet of thumbnails, and how it is laid out; none before the stream is ready.
    thumbnails = models.CharField(max_length=200, blank=True)
    thumbnail_every_ms = models.PositiveIntegerField(null=True)
    thumbnail_width = models.PositiveSmallIntegerField(null=True)
    thumbnail_height = models.PositiveSmallIntegerField(null=True)
    thumbnail_count = models.PositiveSmallIntegerField(null=True)
    still = models.ForeignKey(Image, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = StreamQuerySet.as_manager()

    class Meta:
        verbose_name = _("stream")
        verbose_name_plural = _("streams")
        constraints = [
            models.UniqueConstraint(fields=["film", "source"], name="stream_of_a_file_is_one"),
            models.CheckConstraint(condition=Q(state__in=StreamState.values), name="stream_is_in_a_state"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="stream_is_done_to_a_hundred_percent"),
            models.CheckConstraint(
                condition=~Q(state=StreamState.READY)
                | Q(duration_ms__gt=0, width__gt=0, height__gt=0, ended_at__isnull=False),
                name="stream_is_measured_when_ready",
            ),
            models.CheckConstraint(
                condition=Q(thumbnails="")
                | Q(thumbnail_every_ms__gt=0, thumbnail_width__gt=0, thumbnail_height__gt=0, thumbnail_count__gt=0),
                name="stream_lays_its_thumbnails_out",
            ),
            models.CheckConstraint(
                condition=Q(failure="") | Q(state=StreamState.FAILED), name="stream_fails_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("created_at")), name="stream_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.film} ({self.get_state_display()})"

    @property
    def folder(self) -> str:
        """Where the files of the present try are; no two tries ever write to the same place."""
        return f"streams/{self.public_id}/{self.tries}"


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
