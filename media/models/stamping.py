import uuid
from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import clock


class BearsNames(models.Model):
    """A document whose copies can bear the name of whoever downloads them."""

    is_stamped = models.BooleanField(
        _("name on each copy"),
        default=False,
        db_default=False,
        help_text=_(
            "Only for PDFs. At the foot of each page stand the name of who downloads it, the beginning of their e-mail"
            " address, their order and the date."
        ),
    )

    class Meta:
        abstract = True


def stamped_is_not_public(name: str) -> models.CheckConstraint:
    """What anybody may fetch has nobody's name to bear."""
    return models.CheckConstraint(condition=Q(is_stamped=False) | Q(is_public=False), name=name)


class StampedCopyQuerySet(models.QuerySet["StampedCopy"]):
    def present(self, person: Any, document: Any) -> Self:
        """Copies of the document's present file, made for this person a short while ago; the newest first."""
        fresh = clock.now() - StampedCopy.HANDED_OUT_FOR
        theirs = self.filter(person=person, document=document, source=document.file.name)
        return theirs.filter(made_at__isnull=False, created_at__gt=fresh).order_by("-pk")

    def outlived(self) -> Self:
        return self.filter(created_at__lte=clock.now() - StampedCopy.KEPT_FOR)


class StampedCopy(models.Model):
    """One person's copy of a document. It is nobody else's, and kept for as long as they may be fetching it.

    The row comes before the file, so that no file is without one; `made_at` says that the file is whole.
    """

    wagtail_reference_index_ignore = True

    FOLDER = "stamped"
    # Addresses are good for five minutes, so whoever was handed one has the difference to finish.
    HANDED_OUT_FOR = timedelta(minutes=30)
    KEPT_FOR = timedelta(hours=1)

    document = models.ForeignKey("media.Document", on_delete=models.CASCADE, related_name="stamped_copies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=255)
    file = models.CharField(max_length=255, unique=True)
    created_at = models.DateTimeField(default=clock.now, db_index=True)
    made_at = models.DateTimeField(null=True)

    objects = StampedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("stamped copy")
        verbose_name_plural = _("stamped copies")

    def __str__(self) -> str:
        return self.file

    @classmethod
    def new_name(cls) -> str:
        """A name for the file of a copy, which tells nothing."""
        return f"{cls.FOLDER}/{uuid.uuid4()}.pdf"
