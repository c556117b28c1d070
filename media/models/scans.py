from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kit import clock
from media.enums import PASSED, ScanFailure, ScanState


class ScanQuerySet(models.QuerySet["Scan"]):
    def passed(self) -> Self:
        """Of files that may be served."""
        return self.filter(state__in=PASSED)

    def waiting(self) -> Self:
        return self.filter(state=ScanState.WAITING)

    def due(self) -> Self:
        """What waits and is not resting after a try that came to nothing; the longest first."""
        return self.waiting().filter(due_at__lte=clock.now()).order_by("due_at", "pk")


class Scan(models.Model):
    """What the virus scanner says of one stored file, by its name: another content never has the same (ADR 0043)."""

    wagtail_reference_index_ignore = True

    file = models.CharField(_("file"), max_length=255, unique=True)
    state = models.CharField(_("state"), max_length=20, choices=ScanState, default=ScanState.WAITING)
    failure = models.CharField(max_length=20, choices=ScanFailure, blank=True)
    # What was found, as the scanner calls it.
    signature = models.CharField(_("found"), max_length=200, blank=True)
    # Why the last try came to nothing, when the next one is due, and how many there were.
    problem = models.CharField(_("last try"), max_length=200, blank=True)
    due_at = models.DateTimeField(default=clock.now)
    tries = models.PositiveIntegerField(_("tries"), default=0)
    created_at = models.DateTimeField(_("since"), default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        verbose_name = _("virus scan")
        verbose_name_plural = _("virus scans")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ScanState.values), name="scan_is_in_a_state"),
            models.CheckConstraint(
                condition=Q(state=ScanState.INFECTED, signature__gt="")
                | (~Q(state=ScanState.INFECTED) & Q(signature="")),
                name="scan_names_what_it_found",
            ),
            models.CheckConstraint(
                condition=Q(state=ScanState.FAILED, failure__gt="") | (~Q(state=ScanState.FAILED) & Q(failure="")),
                name="scan_fails_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=ScanState.WAITING, ended_at=None)
                | (~Q(state=ScanState.WAITING) & Q(ended_at__isnull=False)),
                name="scan_waits_until_it_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=ScanState.WAITING), name="scan_that_waits"),
        ]

    def __str__(self) -> str:
        return self.file


def scan_of(file: str) -> Scan | None:
    """What is known of a stored file; None where no scanner is named. What nobody asked for yet waits."""
    if not settings.CLAMD_ADDRESS or not file:
        return None
    return Scan.objects.filter(file=file).first() or Scan(file=file)
