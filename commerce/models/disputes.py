"""A cardholder's bank takes a payment back until it is decided whose the money is (REQUIREMENTS D12)."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import DisputeState
from commerce.models.payments import Payment
from kit import clock
from kit.ids import PublicIdField

OPEN_DISPUTES = (DisputeState.INQUIRY, DisputeState.NEEDS_RESPONSE, DisputeState.UNDER_REVIEW)


class DisputeQuerySet(models.QuerySet["Dispute"]):
    def undecided(self) -> Self:
        return self.filter(state__in=OPEN_DISPUTES)


class Dispute(models.Model):
    """A dispute as the provider tells of it. `evidence` and `key` are written down before they are sent."""

    public_id = PublicIdField()
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="disputes")
    dispute_id = models.CharField(max_length=255, unique=True)
    state = models.CharField(_("state"), max_length=14, choices=DisputeState.choices)
    reason = models.CharField(_("reason"), max_length=100)
    amount_minor = models.BigIntegerField()
    opened_at = models.DateTimeField(_("opened"))
    due_by = models.DateTimeField(_("to be answered by"), null=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    evidence = models.JSONField(default=dict)
    answered_at = models.DateTimeField(_("answer written"), null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(_("answer sent"), null=True)
    noted_at = models.DateTimeField(default=clock.now)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="dispute_is_about_something"),
        ]

    def __str__(self) -> str:
        return f"{self.payment.order}: {self.reason}"


class DisputeFile(models.Model):
    """A file of an answer, kept until the provider has it and named by its id there afterwards."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="files")
    field = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    content = models.BinaryField()
    file_id = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispute", "field"], name="answer_has_one_file_of_a_kind")]

    def __str__(self) -> str:
        return self.name
