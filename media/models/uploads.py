from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.ids import PublicIdField
from media.enums import GIVEN_UP, UNDER_WAY, UploadKind, UploadState
from media.models.documents import Document
from media.models.videos import Video


class UploadQuerySet(models.QuerySet["Upload"]):
    def under_way(self) -> Self:
        """What has room kept for it: being sent, or sent and not taken over yet."""
        return self.filter(state__in=UNDER_WAY)

    def outlived(self) -> Self:
        return self.under_way().filter(expires_at__lte=clock.now())

    def to_clear(self) -> Self:
        """What was given up and may still have parts in the storage."""
        return self.filter(state__in=GIVEN_UP, cleared_at=None)


class Upload(models.Model):
    """A file on its way into the storage, in parts that may come in any order and on different days (ADR 0037)."""

    # Being sent is no use of what comes of it.
    wagtail_reference_index_ignore = True

    public_id = PublicIdField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("owner")
    )
    kind = models.CharField(max_length=20, choices=UploadKind, default=UploadKind.VIDEO)
    state = models.CharField(max_length=20, choices=UploadState, default=UploadState.OPEN)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    # When the file was last changed on its owner's machine, in milliseconds: by it the same file is known again.
    modified = models.BigIntegerField()
    claimed_type = models.CharField(max_length=100, blank=True)
    part_size = models.PositiveIntegerField()
    # Which storage has the parts, where in it the whole file will be, and what the storage itself calls the upload.
    place = models.CharField(max_length=100)
    key = models.CharField(max_length=100, unique=True)
    remote_id = models.CharField(max_length=1024, blank=True)
    # What the file was taken over by; a medium whose file was replaced had several uploads.
    film = models.ForeignKey(Video, on_delete=models.SET_NULL, null=True, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=UploadKind.values), name="upload_is_of_a_kind"),
            models.CheckConstraint(condition=Q(state__in=UploadState.values), name="upload_is_in_a_state"),
            models.CheckConstraint(condition=Q(size__gt=0, part_size__gt=0), name="upload_has_a_size"),
            models.CheckConstraint(
                condition=Q(film=None) | Q(state=UploadState.COMPLETE, kind=UploadKind.VIDEO),
                name="upload_is_complete_with_its_film",
            ),
            models.CheckConstraint(
                condition=Q(document=None) | Q(state=UploadState.COMPLETE, kind=UploadKind.DOCUMENT),
                name="upload_is_complete_with_its_document",
            ),
            models.CheckConstraint(
                condition=Q(cleared_at=None) | Q(state__in=GIVEN_UP), name="upload_is_given_up_before_it_is_cleared"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="upload_ends_after_it_began"),
            models.UniqueConstraint(
                fields=["owner", "kind", "name", "size", "modified", "place"],
                condition=Q(state__in=UNDER_WAY),
                name="upload_of_a_file_is_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def medium(self) -> Video | Document | None:
        """What has the file, or had it before it was replaced; None before, and once that is deleted."""
        return self.film if self.kind == UploadKind.VIDEO else self.document

    @property
    def part_count(self) -> int:
        return -(-self.size // self.part_size)

    def length_of(self, number: int) -> int:
        """How many bytes the part `number` has; they are counted from 1."""
        return min(self.part_size, self.size - (number - 1) * self.part_size)

    def is_whole(self, parts: dict[int, int]) -> bool:
        """Whether `parts`, sizes by number, are exactly those of the file."""
        return parts == {number: self.length_of(number) for number in range(1, self.part_count + 1)}


class UploadPart(models.Model):
    """A part that lies on our own disk. What a bucket has is asked of the bucket."""

    wagtail_reference_index_ignore = True

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["upload", "number"], name="upload_part_arrives_once"),
            models.CheckConstraint(condition=Q(number__gt=0, size__gt=0), name="upload_part_has_a_size"),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}/{self.number}"
