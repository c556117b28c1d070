from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.models import CollectionMember
from wagtail.search import index

from kit import clock
from media.enums import Loudness
from media.models.file_types import VIDEOS
from media.models.handed_in import MayBeHandedIn, handed_in_is_not_public
from media.models.ownership import OwnedMedia


class Video(MayBeHandedIn, OwnedMedia, CollectionMember, index.Indexed, models.Model):
    """A film in a file of ours."""

    allowed_types = VIDEOS

    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="our_videos")
    title = models.CharField(_("title"), max_length=255)
    file = models.FileField(_("file"), upload_to="videos")
    poster = models.ForeignKey(
        "media.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
    )
    duration_seconds = models.PositiveIntegerField(_("duration in seconds"), null=True, blank=True)
    # Films of before were made as they had been recorded, and stay so.
    loudness = models.CharField(
        _("loudness"), max_length=10, choices=Loudness, default=Loudness.EVEN, db_default=Loudness.KEPT
    )
    file_size = models.PositiveBigIntegerField(null=True, editable=False)
    file_hash = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    search_fields = [
        *CollectionMember.search_fields,
        index.SearchField("title"),
        index.AutocompleteField("title"),
        # The policy narrows a search to the films that a person may see, by their ids.
        index.FilterField("id"),
        index.FilterField("uploaded_by_user"),
        index.FilterField("is_handed_in"),
    ]

    class Meta:
        verbose_name = _("video")
        verbose_name_plural = _("videos")
        permissions = [("choose_video", "Can choose video")]
        constraints = [
            models.CheckConstraint(condition=models.Q(loudness__in=Loudness.values), name="video_is_of_a_loudness"),
            handed_in_is_not_public("video_that_is_handed_in_is_not_for_everybody"),
        ]

    def __str__(self) -> str:
        return self.title
