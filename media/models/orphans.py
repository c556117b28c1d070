from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock


class Orphan(models.Model):
    """A stored file, or the folder of one piece of work, that no row knows; and since when it has been so."""

    wagtail_reference_index_ignore = True

    name = models.CharField(max_length=255, unique=True)
    found_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("orphaned file")
        verbose_name_plural = _("orphaned files")

    def __str__(self) -> str:
        return self.name
