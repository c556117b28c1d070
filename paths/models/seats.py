"""Who is on which path, by which version of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from paths.models.path import Path
from paths.models.versions import PathVersion


class PathSeat(models.Model):
    """A learner on a path. They keep the version they began with until they choose the present one.

    `completed_at` once set stays, whatever they begin anew to renew a certification.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="path_seats", db_index=False
    )
    path = models.ForeignKey(Path, on_delete=models.PROTECT, related_name="seats")
    version = models.ForeignKey(PathVersion, on_delete=models.PROTECT, related_name="seats")
    joined_at = models.DateTimeField(default=clock.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("place on a path")
        verbose_name_plural = _("places on paths")
        ordering = ["-joined_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["learner", "path"], name="learner_is_on_a_path_once")]

    def __str__(self) -> str:
        return f"{self.learner}: {self.path}"
