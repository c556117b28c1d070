"""A path as it was proposed: a copy that nothing written later reaches, and what was decided about it."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.ids import PublicIdField
from paths.enums import VersionState
from paths.models.path import Path


class PathVersionQuerySet(models.QuerySet["PathVersion"]):
    def waiting(self) -> Self:
        return self.filter(state=VersionState.PROPOSED)


class PathVersion(models.Model):
    """One version of a path. `content` is what `documents.frozen` wrote; triggers keep it, and what was decided.

    `courses` and `requires` are the public ids that `content` names, to be found by. `written_by` owned the draft,
    `writers` changed it since the approval before, `proposed_by` handed it in: none of them decides.
    """

    public_id = PublicIdField()
    path = models.ForeignKey(Path, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField()
    courses = ArrayField(models.UUIDField())
    requires = ArrayField(models.UUIDField(), default=list)
    note = models.TextField(_("note to who decides"), max_length=2000, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    writers = ArrayField(models.BigIntegerField(), default=list)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    state = models.CharField(_("state"), max_length=12, choices=VersionState.choices, default=VersionState.PROPOSED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    words = models.TextField(_("why"), max_length=2000, blank=True)

    objects = PathVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a path")
        verbose_name_plural = _("versions of paths")
        ordering = ["path", "-number"]
        indexes = [GinIndex(fields=["courses"], name="path_versions_by_course")]
        constraints = [
            models.UniqueConstraint(fields=["path", "number"], name="path_version_number_is_used_once"),
            models.UniqueConstraint(
                fields=["path"],
                condition=models.Q(state=VersionState.PROPOSED),
                name="path_has_one_proposal_waiting",
            ),
            models.CheckConstraint(
                condition=models.Q(state=VersionState.PROPOSED, decided_by=None, decided_at=None)
                | (
                    ~models.Q(state=VersionState.PROPOSED)
                    & models.Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
                name="path_version_was_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[VersionState.APPROVED, VersionState.SENT_BACK])
                | (~models.Q(decided_by=models.F("proposed_by")) & ~models.Q(decided_by=models.F("written_by"))),
                name="nobody_decides_about_a_path_of_their_own",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=VersionState.SENT_BACK) | ~models.Q(words=""),
                name="path_is_sent_back_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def title(self) -> str:
        return str(self.content["title"])

    @property
    def steps(self) -> list[dict[str, Any]]:
        return list(self.content["steps"])
