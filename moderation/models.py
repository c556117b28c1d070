"""What people found wrong, and what was decided about it (REQUIREMENTS B5)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.ids import PublicIdField
from moderation.enums import Reason, ReportState


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> Self:
        return self.filter(state=ReportState.OPEN)

    def about(self, kind: str, subject_id: object) -> Self:
        return self.filter(subject_kind=kind, subject_id=subject_id)


class Report(models.Model):
    """One person's report of one thing, known by its kind (see `moderation.gates`) and public id."""

    public_id = PublicIdField()
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reports_made")
    subject_kind = models.CharField(_("kind"), max_length=40)
    subject_id = models.UUIDField()
    excerpt = models.TextField(_("what it said"), blank=True, help_text=_("As it stood when it was reported."))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    text = models.TextField(_("in their words"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ReportState.choices, default=ReportState.OPEN)
    created_at = models.DateTimeField(_("reported"), default=clock.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(_("note"), max_length=2000, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "subject_kind", "subject_id"],
                condition=models.Q(state=ReportState.OPEN),
                name="person_has_one_open_report_of_a_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ReportState.OPEN) | models.Q(decided_at__isnull=False),
                name="decided_report_has_a_date",
            ),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="reports_about_a_thing")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}: {self.get_reason_display()}"
